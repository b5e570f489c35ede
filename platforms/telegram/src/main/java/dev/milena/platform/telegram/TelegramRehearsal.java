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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
  public Reading read(Account account, byte[] input) {
    JsonNode body;
    try {
      body = unwrapped(Json.tree(input));
    } catch (Json.UnreadableException e) {
      return new Reading.Received(
          new Reception.Refused(Reception.Cause.UNREADABLE, e.getMessage()));
    }
    TelegramEvents events = TelegramEvents.of(account, TelegramAccount.of(account).username());
    List<JsonNode> updates = updates(body).toList();
    if (!updates.stream().allMatch(TelegramEvents::isUpdate)) {
      return new Reading.Received(
          new Reception.Refused(Reception.Cause.UNREADABLE, "The body is JSON, but no update"));
    }
    Instant now = Instant.now();
    Translation all =
        updates.stream()
            .map(update -> events.translate(update, now))
            .reduce(new Translation(List.of(), List.of()), Translation::plus);
    return new Reading.Received(new Reception.Accepted(all, Reply.OK));
  }

  /** What a webhook caught may be kept with its content type around it. */
  private static JsonNode unwrapped(JsonNode input) {
    return Optional.of(input.path("body"))
        .filter(b -> b.isTextual() && input.has("content_type"))
        .map(b -> Json.tree(b.textValue().getBytes(StandardCharsets.UTF_8)))
        .orElse(input);
  }

  private static Stream<JsonNode> updates(JsonNode body) {
    JsonNode list = body.isArray() ? body : body.path("result");
    return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.of(body);
  }
}
