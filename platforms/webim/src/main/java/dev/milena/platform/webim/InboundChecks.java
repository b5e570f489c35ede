package dev.milena.platform.webim;

import com.fasterxml.jackson.core.JsonPointer;
import dev.milena.model.Json;
import dev.milena.platform.webim.InboundMapping.Auth;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks at every value of the inbound mapping. */
final class InboundChecks {
  private static final String AT = "channel.inbound.";

  private InboundChecks() {}

  static void check(InboundMapping mapping) {
    auth(mapping.auth());
    SettingChecks.pointer(AT + "batch.pointer", mapping.batch().pointer());
    SettingChecks.pointers(AT + "kind.pointer", mapping.kind().pointer());
    mapping
        .kind()
        .values()
        .forEach((theirs, ours) -> ChannelKind.check(AT + "kind.values." + theirs, ours));
    ChannelKind.check(AT + "kind.absent", mapping.kind().absent());
    fields(mapping.fields());
    ack(mapping.ack());
  }

  private static void auth(Auth auth) {
    SettingChecks.that(!auth.in().isEmpty(), AT + "auth.in: at least one place");
    auth.in().forEach(CallbackPlace::parse);
    SettingChecks.that(
        !auth.forms().isEmpty() && auth.forms().stream().allMatch(f -> f.contains(Auth.TOKEN)),
        AT + "auth.equals: each holds " + Auth.TOKEN);
  }

  private static void fields(InboundMapping.Fields fields) {
    SettingChecks.that(
        !fields.visitorId().isEmpty(), AT + "fields.visitor-id: at least one pointer");
    places("visitor-id", fields.visitorId());
    places("chat-id", fields.chatId());
    places("message-id", fields.messageId());
    places("text", fields.text());
    places("reply-to", fields.replyTo());
    places("operator.id", fields.operator().id());
    places("operator.name", fields.operator().name());
    places("file.url", fields.file().url());
    places("file.name", fields.file().name());
    places("file.mime", fields.file().mime());
    places("file.size", fields.file().size());
    places("buttons", fields.buttons());
  }

  private static void places(String field, List<String> pointers) {
    String setting = AT + "fields." + field;
    for (JsonPointer pointer : SettingChecks.pointers(setting, pointers)) {
      SettingChecks.that(!pointer.matches(), setting + ": a place inside the event, not the whole");
    }
  }

  private static void ack(InboundMapping.Ack ack) {
    SettingChecks.that(
        ack.status() >= 200 && ack.status() <= 299, AT + "ack.status: from 200 to 299");
    try {
      Json.tree(ack.body().getBytes(StandardCharsets.UTF_8));
    } catch (Json.UnreadableException e) {
      throw new IllegalArgumentException(AT + "ack.body: is not JSON", e);
    }
  }
}
