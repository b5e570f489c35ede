package dev.milena.platform.slack;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.milena.model.Json;
import java.util.Optional;

/**
 * What comes over a socket. Pure.
 *
 * @see <a href="https://docs.slack.dev/apis/events-api/using-socket-mode">Using Socket Mode, read
 *     2026-11-21</a>
 */
sealed interface SlackFrame {
  /**
   * From now on the socket brings events.
   *
   * @param connections sockets that Slack counts for the app, this one among them
   */
  record Hello(long connections) implements SlackFrame {}

  /**
   * An event, a press or a command.
   *
   * @param id what an acknowledgement names; another one at each repetition
   * @param payload what a webhook would have brought
   */
  record Envelope(String id, JsonNode payload) implements SlackFrame {
    /** Slack sends it again unless it hears this. */
    String acknowledgement() {
      ObjectNode frame = Json.mapper().createObjectNode().put("envelope_id", id);
      String answer = SlackDoor.reply(payload).body().toString();
      if (!answer.isEmpty()) {
        frame.putRawValue("payload", new RawValue(answer));
      }
      return frame.toString();
    }

    @Override
    public String toString() {
      return "Envelope[" + id + "]";
    }
  }

  /** The socket is about to close. */
  record Disconnect(Reason reason) implements SlackFrame {}

  /** A frame of no use, or of a kind that is unknown. */
  record Other() implements SlackFrame {}

  /** Why a socket closes. */
  enum Reason {
    /** Slack renews it: a new one is to be opened before this one ends. */
    RENEWED,
    /** The app has more than ten. */
    TOO_MANY,
    /** Socket Mode was switched off in the app's settings. */
    SWITCHED_OFF
  }

  /** Whether an input is a frame rather than what a webhook brings. */
  static boolean isFrame(JsonNode input) {
    return input.has("envelope_id")
        || input.path("type").asText().equals("hello")
        || input.path("type").asText().equals("disconnect");
  }

  static SlackFrame of(JsonNode frame) {
    Optional<String> envelope = id(frame, "envelope_id");
    if (envelope.isPresent()) {
      return new Envelope(envelope.get(), frame.path("payload"));
    }
    return switch (frame.path("type").asText()) {
      case "hello" -> new Hello(number(frame, "num_connections").orElse(1L));
      case "disconnect" -> new Disconnect(reason(frame.path("reason").asText()));
      default -> new Other();
    };
  }

  private static Reason reason(String reason) {
    return switch (reason) {
      case "link_disabled" -> Reason.SWITCHED_OFF;
      case "too_many_websockets" -> Reason.TOO_MANY;
      default -> Reason.RENEWED;
    };
  }
}
