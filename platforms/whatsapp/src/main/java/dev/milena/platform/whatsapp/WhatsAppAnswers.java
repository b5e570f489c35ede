package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.id;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.DeliveryResult.Misconfigured;
import dev.milena.platform.DeliveryResult.Rejected;
import dev.milena.platform.DeliveryResult.Scope;
import dev.milena.platform.DeliveryResult.Throttled;
import dev.milena.platform.DeliveryResult.Unconfirmed;
import dev.milena.platform.DeliveryResult.Unreached;
import dev.milena.platform.Payload;
import dev.milena.platform.Reasons;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads answers of the Graph API. What counts is the code in the body: the status is 400 for nearly
 * everything, and the words change. That a message was taken does not mean that it arrives; a
 * status says that later. Pure.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes">Error
 *     codes, read 2026-11-21</a>
 */
final class WhatsAppAnswers {
  /** One person has been sent too much at once: WhatsApp's own advice begins with this. */
  private static final Duration PAIR = Duration.ofSeconds(6);

  /** The number sends too fast; its limit counts by the second. */
  private static final Duration NUMBER = Duration.ofSeconds(1);

  /** The calls of an hour are used up, or the number is being moved to a faster place. */
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Too many people have complained: more calls make it worse. */
  private static final Duration SPAM = Duration.ofMinutes(30);

  private static final Map<Integer, DeliveryResult> ERRORS = errors();

  private WhatsAppAnswers() {}

  private static Map<Integer, DeliveryResult> errors() {
    Map<Integer, DeliveryResult> known = new HashMap<>();
    put(known, new Throttled(PAIR, Scope.CONVERSATION), 131056);
    put(known, new Throttled(NUMBER, Scope.ACCOUNT), 130429);
    put(known, new Throttled(LONG, Scope.ACCOUNT), 4, 17, 32, 613, 80007, 131057, 133016);
    put(known, new Throttled(SPAM, Scope.ACCOUNT), 131048);
    // Said before anything is done.
    put(known, new Unreached(Reasons.PLATFORM_ERROR), 131016);
    // Meta's own words: unknown.
    put(known, new Unconfirmed(Reasons.PLATFORM_ERROR), 1, 2, 131000);
    put(
        known,
        new Misconfigured(Reasons.UNAUTHORIZED),
        0,
        3,
        10,
        190,
        368,
        131005,
        131031,
        131037,
        131042,
        131045,
        133010);
    IntStream.rangeClosed(200, 299)
        .forEach(code -> put(known, new Misconfigured(Reasons.UNAUTHORIZED), code));
    // Somebody must look at the template; the number stays in use.
    put(
        known,
        new Rejected(Reasons.NOT_PERMITTED, true),
        132000,
        132001,
        132005,
        132007,
        132008,
        132012,
        132015,
        132016,
        132018);
    put(known, Rejected.because(Reasons.WINDOW_CLOSED), 131047);
    put(
        known,
        Rejected.because(Reasons.RECIPIENT_UNREACHABLE),
        130472,
        131021,
        131026,
        131030,
        131049,
        131050,
        131062,
        137000);
    put(known, Rejected.because(Reasons.UNSUPPORTED), 131051);
    put(known, Rejected.because(Reasons.FILE_UNAVAILABLE), 131052, 131053);
    put(known, Rejected.because(Reasons.BAD_REQUEST), 33, 100, 131008, 131009);
    return Map.copyOf(known);
  }

  private static void put(
      Map<Integer, DeliveryResult> known, DeliveryResult meaning, int... codes) {
    IntStream.of(codes).forEach(code -> known.put(code, meaning));
  }

  static DeliveryResult classify(ApiAnswer answer) {
    JsonNode body = answer.json();
    Optional<Integer> code = Payload.small(body.path("error"), "code");
    if (code.isPresent()) {
      return waiting(
          Optional.ofNullable(ERRORS.get(code.get())).orElseGet(() -> unknown(answer.status())),
          answer);
    }
    return answer.status() >= 200 && answer.status() < 300
        ? done(body)
        : waiting(unknown(answer.status()), answer);
  }

  /** Without a code that we know: a proxy on the way, or an error of tomorrow. */
  private static DeliveryResult unknown(int status) {
    return switch (status) {
      case 401 -> new Misconfigured(Reasons.UNAUTHORIZED);
      case 413 -> Rejected.because(Reasons.TOO_LARGE);
      case 429 -> new Throttled(LONG, Scope.ACCOUNT);
      default ->
          status >= 500
              ? new Unconfirmed(Reasons.PLATFORM_ERROR)
              : Rejected.because(Reasons.BAD_REQUEST);
    };
  }

  /** Where it says how long, that counts. */
  private static DeliveryResult waiting(DeliveryResult result, ApiAnswer answer) {
    return result instanceof Throttled(var usual, var scope)
        ? new Throttled(answer.retryAfter().orElse(usual), scope)
        : result;
  }

  /** A message has a name; an upload a handle; what was marked as read has neither. */
  private static DeliveryResult done(JsonNode body) {
    List<String> messages =
        Payload.each(body, "messages").flatMap(m -> id(m, "id").stream()).toList();
    return messages.isEmpty() && id(body, "id").isPresent()
        ? new Delivered(List.of(), Map.of(WhatsAppCall.MEDIA, id(body, "id").get()))
        : new Delivered(messages, Map.of());
  }
}
