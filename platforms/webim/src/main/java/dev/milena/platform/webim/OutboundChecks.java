package dev.milena.platform.webim;

import com.fasterxml.jackson.core.JsonPointer;
import dev.milena.platform.webim.OutboundMapping.Auth;
import dev.milena.platform.webim.OutboundMapping.FileTransfer;
import dev.milena.platform.webim.OutboundMapping.Place;
import java.util.List;
import java.util.Map;

/** Looks at every value of the outbound mapping. */
final class OutboundChecks {
  private static final String AT = "channel.outbound.";

  private OutboundChecks() {}

  static void check(OutboundMapping mapping) {
    SettingChecks.method(AT + "send.method", mapping.send().method());
    SettingChecks.path(AT + "send.path", mapping.send().path());
    SettingChecks.method(AT + "typing.method", mapping.typing().method());
    SettingChecks.path(AT + "typing.path", mapping.typing().path());
    body(AT + "typing.body", mapping.typing().body());
    auth(mapping.auth());
    file(mapping.file());
    answers(mapping);
    SettingChecks.that(
        mapping.kinds().containsKey("text") && mapping.kinds().containsKey("file"),
        AT + "kinds: needs a word for text and one for file");
    body(AT + "body", mapping.body());
    SettingChecks.that(
        mapping.body().containsValue("message.text"), AT + "body: message.text stands nowhere");
    SettingChecks.that(
        mapping.body().containsValue("visitorId") || mapping.send().path().contains("{visitorId}"),
        AT + "body: visitorId stands nowhere");
  }

  private static void auth(Auth auth) {
    SettingChecks.that(
        auth.format().contains(Auth.TOKEN)
            && auth.format().replace(Auth.TOKEN, "").indexOf('{') < 0,
        AT + "auth.format: holds " + Auth.TOKEN + ", and nothing else in braces");
    if (auth.in() == Place.BODY) {
      place(AT + "auth.name", auth.name());
    } else {
      SettingChecks.name(AT + "auth.name", auth.name());
    }
  }

  private static void file(FileTransfer file) {
    SettingChecks.path(AT + "file.path", file.path());
    SettingChecks.that(!file.field().isBlank(), AT + "file.field: not empty");
    SettingChecks.that(file.bytesMax() > 0, AT + "file.bytes-max: more than 0");
    file.fields().forEach((name, value) -> ModelField.check(AT + "file.fields." + name, value));
  }

  private static void answers(OutboundMapping mapping) {
    List<String> status = mapping.success().status();
    SettingChecks.that(
        !status.isEmpty() && status.stream().allMatch(s -> s.matches("2[0-9][0-9]")),
        AT + "success.status: statuses from 200 to 299");
    SettingChecks.pointer(AT + "success.unless-body-has", mapping.success().unlessBodyHas());
    SettingChecks.pointers(AT + "success.message-id", mapping.success().messageId());
    SettingChecks.pointer(AT + "errors.code", mapping.errors().code());
    SettingChecks.pointer(AT + "errors.text", mapping.errors().text());
  }

  /** Every key a place, every value a field, and no place inside another's value. */
  private static void body(String setting, Map<String, String> body) {
    body.forEach((pointer, mapped) -> {
      place(setting, pointer);
      ModelField.check(setting + "." + pointer, mapped);
      SettingChecks.that(
          body.entrySet().stream()
              .filter(other -> ModelField.meet(mapped, other.getValue()))
              .noneMatch(other -> other.getKey().startsWith(pointer + "/")),
          setting + ": something else stands inside '" + pointer + "'");
    });
  }

  private static void place(String setting, String pointer) {
    JsonPointer place = SettingChecks.pointer(setting, pointer);
    SettingChecks.that(!place.matches(), setting + ": a place inside the body, not the whole");
    SettingChecks.that(
        !place.last().mayMatchElement(),
        setting + ": '" + pointer + "' ends in a number; name a field");
  }
}
