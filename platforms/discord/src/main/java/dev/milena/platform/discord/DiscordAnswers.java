package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.DeliveryResult.Misconfigured;
import dev.milena.platform.DeliveryResult.Rejected;
import dev.milena.platform.DeliveryResult.Scope;
import dev.milena.platform.DeliveryResult.Throttled;
import dev.milena.platform.DeliveryResult.Unconfirmed;
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.Payload;
import dev.milena.platform.Reasons;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Reads Discord's answers: the status decides, then the code in the body. Pure.
 *
 * @see <a href="https://discord.com/developers/docs/topics/opcodes-and-status-codes#json">JSON
 *     error codes, read 2026-11-21</a>
 */
final class DiscordAnswers {
  /** A 429 always says how long; if it ever does not, as long as most limits last. */
  private static final Duration THROTTLE_UNSAID = Duration.ofSeconds(5);

  /** Limits on writing that name no time (slow mode, too many edits of old messages). */
  private static final Duration LIMIT_UNSAID = Duration.ofSeconds(10);

  private static final int UNKNOWN_MESSAGE = 10008;
  private static final int ACKNOWLEDGED = 40060;

  private DiscordAnswers() {}

  static DeliveryResult classify(ApiAnswer answer) {
    int status = answer.status();
    JsonNode body = answer.json();
    if (status / 100 == 2) {
      return delivered(body);
    }
    return switch (status) {
      case 401 -> new Misconfigured(Reasons.UNAUTHORIZED);
      case 413 -> Rejected.because(Reasons.TOO_LARGE);
      case 429 -> new Throttled(retryAfter(answer, body), scope(answer, body));
      default ->
          status >= 500
              ? new Unconfirmed(Reasons.PLATFORM_ERROR)
              : refused(status, body.path("code").asInt(0), answer, body);
    };
  }

  /**
   * A call that ended in 2xx but whose answer cannot be read was done. A channel that was opened is
   * no message: later steps need its id.
   */
  private static DeliveryResult delivered(JsonNode body) {
    if (body.path("recipients").isArray()) {
      return Payload.id(body, "id")
          .map(id -> new Delivered(List.of(), Map.of(DiscordPlan.OPENED, id)))
          .orElseGet(Delivered::unnamed);
    }
    return Payload.id(body, "id").map(Delivered::as).orElseGet(Delivered::unnamed);
  }

  /** A form is the one callback of an interaction: after another there is none. */
  static DeliveryResult opened(ApiAnswer answer) {
    return answer.json().path("code").asInt(0) == ACKNOWLEDGED
        ? Rejected.because(Reasons.TOO_LATE)
        : classify(answer);
  }

  private static DeliveryResult refused(int status, int code, ApiAnswer answer, JsonNode body) {
    return switch (code) {
      // Done before, by us: the first answer stands.
      case ACKNOWLEDGED -> Delivered.unnamed();
      case 40001, 50014, 40333 -> new Misconfigured(Reasons.UNAUTHORIZED);
      case 50001, 50013, 20001, 160002, 50020 -> new Rejected(Reasons.NOT_PERMITTED, true);
      case 10003, 10004, 50008, 40058, 50083, 160005 -> Rejected.because(Reasons.CONVERSATION_GONE);
      case UNKNOWN_MESSAGE, 50005, 160014 -> Rejected.because(Reasons.MESSAGE_GONE);
      case 10013, 50007, 50278 -> Rejected.because(Reasons.RECIPIENT_UNREACHABLE);
      case 10015, 10062, 50027 -> Rejected.because(Reasons.TOO_LATE);
      case 10014, 90001, 30010 -> Rejected.because(Reasons.UNSUPPORTED);
      case 200000, 200001, 240000 -> new Rejected(Reasons.NOT_PERMITTED, false);
      case 40005, 50045 -> Rejected.because(Reasons.TOO_LARGE);
      case 20016, 20022, 20028, 20029, 30046, 40004, 40006, 40062, 130000 ->
          new Throttled(limit(answer, body), Scope.CONVERSATION);
      default ->
          status == 403
              ? new Rejected(Reasons.NOT_PERMITTED, true)
              : Rejected.because(Reasons.BAD_REQUEST);
    };
  }

  /** Whether a deletion found nothing to delete: then it is done. */
  static boolean isGone(ApiAnswer answer) {
    return answer.status() == 404 && answer.json().path("code").asInt(0) == UNKNOWN_MESSAGE;
  }

  private static Scope scope(ApiAnswer answer, JsonNode body) {
    boolean global =
        body.path("global").asBoolean(false)
            || "global".equalsIgnoreCase(answer.headers().get("X-RateLimit-Scope"));
    return global ? Scope.ACCOUNT : Scope.CONVERSATION;
  }

  private static Duration limit(ApiAnswer answer, JsonNode body) {
    boolean said = body.path("retry_after").isNumber() || answer.headers().contains("Retry-After");
    return said ? retryAfter(answer, body) : LIMIT_UNSAID;
  }

  /** The body says it in fractions of a second; a front door that answers HTML has the header. */
  private static Duration retryAfter(ApiAnswer answer, JsonNode body) {
    if (body.path("retry_after").isNumber()) {
      return seconds(body.path("retry_after").doubleValue());
    }
    String header = answer.headers().get("Retry-After");
    return header != null && header.matches("[0-9]{1,6}(\\.[0-9]+)?")
        ? seconds(Double.parseDouble(header))
        : THROTTLE_UNSAID;
  }

  /** Rounded up, so that nobody is early. */
  static Duration seconds(double seconds) {
    return Duration.ofMillis((long) Math.ceil(Math.clamp(seconds, 0, 86_400) * 1000));
  }

  /** Why the address of the Gateway is not to be had, and what to do about it. */
  static RuntimeException streamFailure(ApiAnswer answer) {
    return switch (classify(answer)) {
      case Misconfigured _ ->
          new StreamFailure(
              StreamFailure.Kind.MISCONFIGURED,
              "Discord refuses the token; take the current one from the developer portal",
              Duration.ZERO);
      case Throttled throttled ->
          new StreamFailure(
              StreamFailure.Kind.THROTTLED,
              "Discord asks to be left alone",
              throttled.retryAfter());
      case Delivered _,
          Unconfirmed _,
          Rejected _,
          DeliveryResult.Unreached _,
          DeliveryResult.Readdressed _ ->
          new IllegalStateException("GET /gateway/bot was answered " + answer.status());
    };
  }
}
