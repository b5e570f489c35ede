package dev.milena.platform.whatsappqr;

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
import java.util.Optional;
import java.util.Set;

/** Reads the sidecar's answers. Pure. */
final class WhatsAppQrAnswers {
  /** Somebody has to take a phone in hand; looking again costs nothing. */
  private static final Duration UNTIL_LINKED = Duration.ofSeconds(30);

  /** A connection is back within seconds, or is tried ever more seldom. */
  private static final Duration UNTIL_OPEN = Duration.ofSeconds(5);

  /** States in which nothing goes on until somebody has done something. */
  private static final Set<String> NEEDS_SOMEBODY =
      Set.of("needs_pairing", "logged_out", "replaced", "banned", "refused");

  private WhatsAppQrAnswers() {}

  static DeliveryResult classify(ApiAnswer answer) {
    JsonNode body = answer.json();
    return switch (answer.status()) {
      case 200 ->
          Payload.words(body, "message_id").map(Delivered::as).orElseGet(Delivered::unnamed);
      case 401 -> new Misconfigured(Reasons.UNAUTHORIZED);
      case 404 -> Rejected.because(Reasons.FILE_UNAVAILABLE);
      // Not linked: what is to be sent waits for whoever links a phone, as long as it makes sense.
      case 409 -> new Throttled(answer.retryAfter().orElse(UNTIL_LINKED), Scope.ACCOUNT);
      case 413 -> Rejected.because(Reasons.TOO_LARGE);
      case 422 -> refused(body);
      case 429 -> new Throttled(answer.retryAfter().orElse(UNTIL_OPEN), Scope.CONVERSATION);
      // Only the sidecar itself can say that it has sent nothing.
      case 503 ->
          body.path("error").asText().equals("not_open")
              ? new Throttled(answer.retryAfter().orElse(UNTIL_OPEN), Scope.ACCOUNT)
              : new Unconfirmed(Reasons.PLATFORM_ERROR);
      case 504 -> new Unconfirmed(Reasons.NO_ANSWER);
      default ->
          answer.status() >= 500
              ? new Unconfirmed(Reasons.PLATFORM_ERROR)
              : Rejected.because(Reasons.BAD_REQUEST);
    };
  }

  /**
   * Codes with which WhatsApp takes no message: 463 keeps a restricted account from beginning
   * chats.
   */
  private static DeliveryResult refused(JsonNode body) {
    return body.path("code").asText().equals("463")
        ? new Rejected(Reasons.NOT_PERMITTED, true)
        : Rejected.because(Reasons.RECIPIENT_UNREACHABLE);
  }

  /** Why there are no events. */
  static RuntimeException streamFailure(ApiAnswer answer) {
    return answer.status() == 401
        ? new StreamFailure(
            StreamFailure.Kind.MISCONFIGURED,
            "The sidecar refuses the token: set 'token' to its WHATSAPP_QR_TOKEN",
            Duration.ZERO)
        : new IllegalStateException("The sidecar answers " + answer.status());
  }

  /** Fails when nothing can come, with what an operator has to do. */
  static void check(JsonNode events, WhatsAppQrAccount settings) {
    Optional<String> number = Payload.words(events, "number");
    if (number.filter(n -> !n.equals(settings.number())).isPresent()) {
      throw new StreamFailure(
          StreamFailure.Kind.MISCONFIGURED,
          "The sidecar is linked to another number than the account's: unlink it, or set 'number'",
          Duration.ZERO);
    }
    String state = events.path("state").asText();
    if (NEEDS_SOMEBODY.contains(state) && events.path("events").isEmpty()) {
      throw new StreamFailure(StreamFailure.Kind.THROTTLED, todo(state), UNTIL_LINKED);
    }
  }

  static String todo(String state) {
    return switch (state) {
      case "needs_pairing" -> "No phone is linked: ./milena whatsapp-qr pair";
      case "logged_out" -> "The phone has removed the link: ./milena whatsapp-qr pair";
      case "replaced" ->
          "Another process uses the same link: stop it, then ./milena whatsapp-qr resume";
      case "banned" -> "WhatsApp has banned the number";
      case "refused" ->
          "WhatsApp does not take the sidecar's version, or the account has no linked devices";
      default -> "The sidecar is " + state;
    };
  }
}
