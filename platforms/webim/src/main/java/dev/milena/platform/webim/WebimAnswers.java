package dev.milena.platform.webim;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Reasons;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads Webim's answers, by the mapping on the Custom Channel and by its defaults on the bot API,
 * whose form they are: an error is a status outside the list, or a body with {@code error},
 * whatever the status.
 *
 * @see <a href="https://github.com/webim/webim-extbot">Webim's own sample bot, src/extbot/api_v2.py
 *     (read 2026-11-21)</a>
 */
final class WebimAnswers {
  /**
   * How long to leave Webim alone when it does not say: long enough for a window of a second to
   * pass several times.
   */
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

  /** Longest wait that is believed: beyond it somebody should look. */
  private static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

  private WebimAnswers() {}

  static DeliveryResult read(OutboundMapping mapping, ApiAnswer answer) {
    int status = answer.status();
    JsonNode body = answer.json();
    Optional<String> code = code(mapping, body);
    if (status == 401 || status == 403) {
      return new DeliveryResult.Misconfigured(Reasons.UNAUTHORIZED);
    }
    if (status == 429) {
      return new DeliveryResult.Throttled(retryAfter(answer), DeliveryResult.Scope.ACCOUNT);
    }
    if (status >= 500) {
      return new DeliveryResult.Unconfirmed(Reasons.PLATFORM_ERROR);
    }
    boolean failed = !body.at(mapping.success().unlessBodyHas()).isMissingNode();
    if (mapping.success().status().contains(Integer.toString(status)) && !failed) {
      return done(mapping, body);
    }
    if (code.filter(mapping.errors().retryable()::contains).isPresent()) {
      return new DeliveryResult.Throttled(retryAfter(answer), DeliveryResult.Scope.CONVERSATION);
    }
    if (status == 404 || code.filter(c -> gone(mapping, c)).isPresent()) {
      return DeliveryResult.Rejected.because(Reasons.CONVERSATION_GONE);
    }
    if (status == 413) {
      return DeliveryResult.Rejected.because(Reasons.TOO_LARGE);
    }
    // A status that the mapping does not know (a redirect, a 204) is somebody's setting; an error
    // is about the message.
    return new DeliveryResult.Rejected(Reasons.BAD_REQUEST, !failed && status < 400);
  }

  private static DeliveryResult done(OutboundMapping mapping, JsonNode body) {
    return mapping.success().messageId().stream()
        .map(p -> body.at(JsonPointer.compile(p)))
        .filter(JsonNode::isValueNode)
        .filter(n -> !n.isNull())
        .findFirst()
        .map(n -> DeliveryResult.Delivered.as(n.asText()))
        .orElseGet(DeliveryResult.Delivered::unnamed);
  }

  private static Optional<String> code(OutboundMapping mapping, JsonNode body) {
    return Optional.of(body.at(mapping.errors().code()))
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asText);
  }

  /** The names of the codes are not public; those that end like this leave little doubt. */
  private static boolean gone(OutboundMapping mapping, String code) {
    String plain = code.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    return mapping.errors().gone().contains(code) || plain.endsWith("not-found");
  }

  private static Duration retryAfter(ApiAnswer answer) {
    Duration said = answer.retryAfter().orElse(DEFAULT_RETRY_AFTER);
    return said.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : said;
  }
}
