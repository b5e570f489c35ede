package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.Reply;
import dev.milena.platform.Translation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Reads an update as a webhook would, or an answer of getUpdates as polling would. */
@ApplicationScoped
class TelegramRehearsal implements Rehearsal {
  @Override
  public String platform() {
    return TelegramPlatform.KEY;
  }

  @Override
  public Account stage(AccountRef ref, String ownId) {
    String id = ownId.matches("[0-9]{1,20}") ? ownId : "1";
    return new Account(ref, 1, Json.mapper().createObjectNode().put("token", id + ":rehearsal"));
  }

  @Override
  public Reading readBody(Account account, byte[] input) {
    TelegramEvents events = TelegramEvents.of(account, TelegramAccount.of(account).username());
    List<JsonNode> updates = updates(Json.tree(input)).toList();
    if (!updates.stream().allMatch(TelegramEvents::isUpdate)) {
      return Reading.unreadable("The body is JSON, but no update");
    }
    Instant now = Instant.now();
    Translation all =
        updates.stream()
            .map(update -> events.translate(update, now))
            .reduce(new Translation(List.of(), List.of()), Translation::plus);
    return new Reading.Received(new Reception.Accepted(all, Reply.OK));
  }

  private static Stream<JsonNode> updates(JsonNode body) {
    JsonNode list = body.isArray() ? body : body.path("result");
    return list.isArray() ? list.valueStream() : Stream.of(body);
  }
}
