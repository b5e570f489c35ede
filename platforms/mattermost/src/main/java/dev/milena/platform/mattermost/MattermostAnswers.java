package dev.milena.platform.mattermost;

import static dev.milena.platform.Payload.each;
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
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.Reasons;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the server's answers. The status decides, then the error's {@code id}; its words, which are
 * in the language of the user, never do. Pure.
 *
 * @see <a href="https://api.mattermost.com/#tag/errors">Errors, read 2026-11-21</a>
 */
final class MattermostAnswers {
  /** The server says how long; if it ever does not, its limits refill within a second. */
  private static final Duration THROTTLE_UNSAID = Duration.ofSeconds(1);

  private static final Rejected GONE = Rejected.because(Reasons.MESSAGE_GONE);
  private static final Rejected NO_CHANNEL = Rejected.because(Reasons.CONVERSATION_GONE);
  private static final Rejected FORBIDDEN = new Rejected(Reasons.NOT_PERMITTED, true);

  /** What was refused: the first that the error's id contains. */
  private static final List<Sign> SIGNS =
      List.of(
          new Sign("decode_trigger_id", Rejected.because(Reasons.TOO_LATE)),
          new Sign("update_post.permissions_time_limit", GONE),
          new Sign("create_post.root_id", NO_CHANNEL),
          new Sign("create_post.channel_root_id", NO_CHANNEL),
          new Sign("create_post.can_not_post_to_deleted", NO_CHANNEL),
          new Sign("deleted.app_error", NO_CHANNEL),
          new Sign("archived", NO_CHANNEL),
          new Sign("app.channel.get", NO_CHANNEL),
          new Sign("app.post.get", GONE),
          new Sign("update_post.find", GONE),
          new Sign("too_large", Rejected.because(Reasons.TOO_LARGE)),
          new Sign("context.permissions", FORBIDDEN),
          new Sign("team", FORBIDDEN));

  private MattermostAnswers() {}

  private record Sign(String part, Rejected meaning) {}

  static DeliveryResult classify(ApiAnswer answer) {
    JsonNode body = answer.json();
    int status = status(answer, body);
    return switch (status) {
      case 400 -> find(body).orElseGet(() -> Rejected.because(Reasons.BAD_REQUEST));
      case 401 -> new Misconfigured(Reasons.UNAUTHORIZED);
      case 403 -> find(body).orElse(FORBIDDEN);
      case 404 -> find(body).orElse(GONE);
      case 413 -> Rejected.because(Reasons.TOO_LARGE);
      case 429 -> new Throttled(retryAfter(answer), Scope.ACCOUNT);
      // The administrator has turned off what we ask for.
      case 501 -> FORBIDDEN;
      default ->
          status >= 500
              ? new Unconfirmed(Reasons.PLATFORM_ERROR)
              : status < 300 ? delivered(body) : Rejected.because(Reasons.BAD_REQUEST);
    };
  }

  /** An error says its status once more, which is all that is left where only the body is kept. */
  private static int status(ApiAnswer answer, JsonNode body) {
    return body.has("status_code") && body.has("id")
        ? body.path("status_code").asInt(answer.status())
        : answer.status();
  }

  private static Optional<DeliveryResult> find(JsonNode body) {
    String error = id(body, "id").orElse("");
    return SIGNS.stream().filter(s -> error.contains(s.part())).findFirst().map(Sign::meaning);
  }

  /** A call that ended in 2xx but whose answer cannot be read was done. */
  private static DeliveryResult delivered(JsonNode body) {
    Map<String, String> brought = new HashMap<>();
    List<String> files =
        each(body, "file_infos").map(f -> id(f, "id")).flatMap(Optional::stream).toList();
    for (int i = 0; i < files.size(); i++) {
      brought.put(MattermostCall.FILE + (i + 1), files.get(i));
    }
    boolean stays = !"system_ephemeral".equals(body.path("type").textValue());
    List<String> ids =
        body.has("channel_id") && stays ? id(body, "id").stream().toList() : List.of();
    return new Delivered(ids, brought);
  }

  /**
   * What a post that is answered says of its thread. Where it is gone, the answer is sent all the
   * same and belongs to none.
   */
  static DeliveryResult thread(ApiAnswer answer) {
    DeliveryResult read = classify(answer);
    if (read instanceof Rejected) {
      return new Delivered(List.of(), Map.of(MattermostCall.ROOT, ""));
    }
    if (!(read instanceof Delivered)) {
      return read;
    }
    JsonNode post = answer.json();
    String root = id(post, "root_id").or(() -> id(post, "id")).orElse("");
    return new Delivered(List.of(), Map.of(MattermostCall.ROOT, root));
  }

  private static Duration retryAfter(ApiAnswer answer) {
    String reset = answer.headers().get("X-Ratelimit-Reset");
    return reset != null && reset.matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Math.max(1, Long.parseLong(reset)))
        : THROTTLE_UNSAID;
  }

  /** Why the stream cannot go on, where that is known. */
  static RuntimeException streamFailure(ApiAnswer answer) {
    return switch (classify(answer)) {
      case Misconfigured _ -> refusedToken();
      case Throttled(Duration wait, Scope _) -> throttled(wait);
      default -> new IllegalStateException("Mattermost answered " + answer.status());
    };
  }

  static StreamFailure refusedToken() {
    return new StreamFailure(
        StreamFailure.Kind.MISCONFIGURED,
        "Mattermost refuses the token; make a new one for the bot and set it as 'token'",
        Duration.ZERO);
  }

  static StreamFailure throttled(Duration wait) {
    return new StreamFailure(
        StreamFailure.Kind.THROTTLED, "Mattermost asks to be left alone", wait);
  }
}
