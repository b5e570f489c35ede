package dev.milena.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/**
 * What a platform answered.
 *
 * @param status HTTP status
 * @param headers names are case-insensitive
 * @param body bounded by {@link ApiClient}
 */
public record ApiAnswer(int status, MultiMap headers, Buffer body) {
  private static final Duration RETRY_AFTER_MAX = Duration.ofDays(1);

  /** The body, see {@link Payload#tree}. */
  public JsonNode json() {
    return Payload.tree(body.getBytes());
  }

  /**
   * How long the answer asks to be left alone ({@code Retry-After} in seconds): at least a second,
   * and a day at most, after which asking again does no harm. Absent where it does not say, or
   * names a date.
   */
  public Optional<Duration> retryAfter() {
    return retryAfter(headers);
  }

  static Optional<Duration> retryAfter(MultiMap headers) {
    return Optional.ofNullable(headers.get(HttpHeaders.RETRY_AFTER))
        .map(String::strip)
        .filter(seconds -> seconds.matches("[0-9]{1,9}"))
        .map(seconds ->
            Duration.ofSeconds(
                Math.clamp(Long.parseLong(seconds), 1, RETRY_AFTER_MAX.toSeconds())));
  }

  @Override
  public String toString() {
    return "ApiAnswer[" + status + ", " + body.length() + " bytes]";
  }
}
