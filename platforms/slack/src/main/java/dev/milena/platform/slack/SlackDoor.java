package dev.milena.platform.slack;

import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.Reception;
import dev.milena.platform.Reception.Cause;
import dev.milena.platform.Reply;
import java.time.Instant;

/** Reads a body that is known to be Slack's. Pure. */
final class SlackDoor {
  /** Slack's have 52 characters; nobody has the hub repeat a book. */
  private static final int CHALLENGE_MAX = 200;

  private SlackDoor() {}

  static Reception read(Account account, byte[] body, Instant receivedAt) {
    JsonNode payload;
    try {
      payload = SlackBody.read(body);
    } catch (Json.UnreadableException e) {
      return new Reception.Refused(Cause.UNREADABLE, e.getMessage());
    }
    if (payload.path("type").asText().equals("url_verification")) {
      return handshake(payload);
    }
    if (payload.path("ssl_check").asText().equals("1")) {
      return new Reception.Answered(Reply.OK);
    }
    if (!SlackEvents.isPayload(payload)) {
      return new Reception.Refused(
          Cause.UNREADABLE, "The body can be read, but is nothing that Slack sends");
    }
    if (SlackFormAnswers.refusal(payload).isPresent()) {
      return new Reception.Answered(reply(payload));
    }
    return new Reception.Accepted(
        SlackEvents.of(account).translate(payload, receivedAt), reply(payload));
  }

  private static Reception handshake(JsonNode payload) {
    return text(payload, "challenge")
        .filter(challenge -> challenge.length() <= CHALLENGE_MAX)
        .<Reception>map(challenge ->
            new Reception.Answered(
                Reply.json(
                    200, Json.mapper().createObjectNode().put("challenge", challenge).toString())))
        .orElseGet(() ->
            new Reception.Refused(Cause.UNREADABLE, "The handshake carries no real challenge"));
  }

  /**
   * An empty answer closes a form and stops a button from turning; a menu wants its choices, and a
   * form that was filled in wrongly what is wrong.
   */
  static Reply reply(JsonNode payload) {
    return switch (payload.path("type").asText()) {
      case "view_submission" ->
          SlackFormAnswers.refusal(payload)
              .map(errors -> Reply.json(200, errors.toString()))
              .orElse(Reply.OK);
      case "block_suggestion", "dialog_suggestion" -> Reply.json(200, "{\"options\":[]}");
      default -> Reply.OK;
    };
  }
}
