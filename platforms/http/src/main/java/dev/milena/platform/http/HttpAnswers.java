package dev.milena.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Event;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Misconfigured;
import dev.milena.platform.DeliveryResult.Rejected;
import dev.milena.platform.DeliveryResult.Scope;
import dev.milena.platform.DeliveryResult.Throttled;
import dev.milena.platform.DeliveryResult.Unconfirmed;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what a service answers: by its status whether the call was taken, and in its body what it
 * has to say to that. Pure.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#delivery-success-and-failure">Standard
 *     Webhooks: what statuses mean, read 2026-11-21</a>
 */
final class HttpAnswers {
  /** Where a service does not say how long. */
  private static final Duration RETRY_UNSAID = Duration.ofSeconds(5);

  /** Longest wait that is believed: beyond it somebody should look. */
  private static final Duration RETRY_MAX = Duration.ofHours(1);

  private HttpAnswers() {}

  static DeliveryResult classify(ApiAnswer answer) {
    int status = answer.status();
    return switch (status) {
      case 401, 403, 410 -> new Misconfigured(Reasons.UNAUTHORIZED);
      case 404 -> Rejected.because(Reasons.CONVERSATION_GONE);
      case 408, 425 -> new Unconfirmed(Reasons.PLATFORM_ERROR);
      case 413 -> Rejected.because(Reasons.TOO_LARGE);
      case 429 -> new Throttled(retryAfter(answer).orElse(RETRY_UNSAID), Scope.ACCOUNT);
      default -> byRange(status, answer);
    };
  }

  private static DeliveryResult byRange(int status, ApiAnswer answer) {
    if (status >= 500) {
      return retryAfter(answer)
          .<DeliveryResult>map(wait -> new Throttled(wait, Scope.ACCOUNT))
          .orElseGet(() -> new Unconfirmed(Reasons.PLATFORM_ERROR));
    }
    if (status >= 400) {
      return Rejected.because(Reasons.BAD_REQUEST);
    }
    // Redirects are not followed: whoever changes an address says so in the account.
    return status >= 300
        ? new Misconfigured(Reasons.ADDRESS_NOT_ALLOWED)
        : DeliveryResult.Delivered.unnamed();
  }

  private static Optional<Duration> retryAfter(ApiAnswer answer) {
    return answer.retryAfter().map(wait -> wait.compareTo(RETRY_MAX) > 0 ? RETRY_MAX : wait);
  }

  /** The message that a call brought keeps the name that the call gave it. */
  static DeliveryResult read(Step step, ApiAnswer answer) {
    DeliveryResult result = classify(answer);
    JsonNode told = body(step);
    boolean created = told.path("type").asText().equals(Event.TYPE_PREFIX + "message.created");
    return result instanceof DeliveryResult.Delivered && created
        ? DeliveryResult.Delivered.as(told.at("/data/message/id").asText())
        : result;
  }

  static ObjectNode body(Step step) {
    return ((ApiRequest.JsonBody) step.request().body()).json();
  }

  /**
   * What a service has to say to a call that it took, ready for {@link HttpEvents}: where nothing
   * else stands, in the conversation of the call. Empty: nothing, as most services.
   */
  static List<ObjectNode> said(Step step, ApiAnswer answer) {
    if (!isJson(answer)) {
      return List.of();
    }
    JsonNode body = answer.json();
    JsonNode list = body.path(HttpEvents.LIST).isArray() ? body.path(HttpEvents.LIST) : body;
    Stream<JsonNode> each = list.isArray() ? list.valueStream() : Stream.of(list);
    return each.filter(HttpAnswers::isSaid)
        .map(said -> placed((ObjectNode) said, body(step).at("/data/conversation")))
        .toList();
  }

  private static boolean isJson(ApiAnswer answer) {
    return Optional.ofNullable(answer.headers().get(HttpHeaders.CONTENT_TYPE))
        .filter(type -> type.toLowerCase(Locale.ROOT).contains("json"))
        .isPresent();
  }

  private static boolean isSaid(JsonNode said) {
    return said.isObject()
        && (said.path("type").asText().startsWith(Event.TYPE_PREFIX) || HttpEvents.isShort(said));
  }

  private static ObjectNode placed(ObjectNode said, JsonNode where) {
    ObjectNode event = said.path("type").isTextual() ? said.deepCopy() : HttpEvents.whole(said);
    if (event.path("data") instanceof ObjectNode data && !data.path("conversation").isObject()) {
      data.set("conversation", where);
    }
    return event;
  }

  /** What goes to the hub's own door. */
  static ObjectNode list(List<ObjectNode> said) {
    ArrayNode all = Json.mapper().createArrayNode().addAll(said);
    return Json.mapper().createObjectNode().set(HttpEvents.LIST, all);
  }
}
