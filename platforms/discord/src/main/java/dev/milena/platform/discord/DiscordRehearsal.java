package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Reads a frame of the Gateway, or what came to the interactions endpoint. */
@ApplicationScoped
class DiscordRehearsal implements Rehearsal {
  private static final String SESSION = "rehearsal";

  @Override
  public String platform() {
    return DiscordPlatform.KEY;
  }

  @Override
  public Account stage(AccountRef ref, String ownId) {
    String id = ownId.matches("[0-9]{1,20}") ? ownId : "1";
    String first =
        Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    return new Account(
        ref, 1, Json.mapper().createObjectNode().put("token", first + ".rehearsal.rehearsal"));
  }

  @Override
  public Reading readBody(Account account, byte[] input) {
    JsonNode body = Json.tree(input);
    return body.has("op")
        ? frame(account, body)
        : new Reading.Received(DiscordWebhook.read(account, body, Instant.now()));
  }

  private static Reading frame(Account account, JsonNode frame) {
    return DiscordOpcode.of(frame)
        .filter(op -> op != DiscordOpcode.DISPATCH)
        .<Reading>map(op -> new Reading.Control(op.word()))
        .or(() ->
            DiscordOpcode.beginsSession(frame)
                ? Optional.of(new Reading.Control("session"))
                : Optional.empty())
        .orElseGet(() ->
            new Reading.Received(
                new Reception.Accepted(
                    DiscordEvents.of(account).dispatch(SESSION, frame, Instant.now()), Reply.OK)));
  }
}
