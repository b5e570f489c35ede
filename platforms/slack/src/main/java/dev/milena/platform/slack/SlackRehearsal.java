package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import dev.milena.platform.Rehearsal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;

/** Reads a body as the webhook would, or a frame as a socket would bring it. */
@ApplicationScoped
class SlackRehearsal implements Rehearsal {
  @Override
  public String platform() {
    return SlackPlatform.KEY;
  }

  /** An app's events name its bot, so here the account's own id may be the app's or the bot's. */
  @Override
  public Account stage(AccountRef ref, String ownId) {
    ObjectNode settings = Json.mapper().createObjectNode().put("bot-token", "xoxb-rehearsal");
    settings.put("app-id", ownId.matches("A[A-Z0-9]+") ? ownId : "A0REHEARSAL");
    if (ownId.matches("[UW][A-Z0-9]+")) {
      settings.put("bot-user", ownId);
    }
    return new Account(ref, 1, settings);
  }

  /** A form is no JSON; what is neither the door refuses. */
  @Override
  public Reading readBody(Account account, byte[] body) {
    JsonNode frame = Payload.tree(body);
    return SlackFrame.isFrame(frame)
        ? read(account, SlackFrame.of(frame))
        : new Reading.Received(SlackDoor.read(account, body, Instant.now()));
  }

  private static Reading read(Account account, SlackFrame frame) {
    return switch (frame) {
      case SlackFrame.Envelope envelope ->
          new Reading.Received(
              SlackDoor.read(account, Json.bytes(envelope.payload()), Instant.now()));
      case SlackFrame.Hello _ -> new Reading.Control("hello");
      case SlackFrame.Disconnect disconnect ->
          new Reading.Control("disconnect: " + disconnect.reason().name().toLowerCase(Locale.ROOT));
      case SlackFrame.Other _ -> new Reading.Control("unknown frame");
    };
  }
}
