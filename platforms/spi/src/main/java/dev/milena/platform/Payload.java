package dev.milena.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.milena.model.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes fields out of what a platform sent, and takes nothing for granted: what has another form
 * than expected is absent. Pure.
 */
public final class Payload {
  /** 9999-12-31T23:59:59Z. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private Payload() {}

  /** JSON, or missing where it is none: a proxy on the way may speak in its own words. */
  public static JsonNode tree(byte[] bytes) {
    try {
      return Json.tree(bytes);
    } catch (Json.UnreadableException _) {
      return MissingNode.getInstance();
    }
  }

  /** A text that is there, be it empty. */
  public static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue());
  }

  /** A text that says something. */
  public static Optional<String> words(JsonNode node, String field) {
    return text(node, field).filter(t -> !t.isBlank());
  }

  /** An id, number or string on the wire. */
  public static Optional<String> id(JsonNode node, String field) {
    return id(node.path(field));
  }

  /** An id, number or string on the wire. */
  public static Optional<String> id(JsonNode id) {
    return id.isIntegralNumber() || id.isTextual()
        ? Optional.of(id.asText()).filter(s -> !s.isBlank())
        : Optional.empty();
  }

  /** The ids in a list. */
  public static List<String> ids(JsonNode node, String field) {
    return each(node, field).map(Payload::id).flatMap(Optional::stream).toList();
  }

  public static Optional<Long> number(JsonNode node, String field) {
    return Optional.of(node.path(field)).filter(JsonNode::isNumber).map(JsonNode::longValue);
  }

  /** A number from 0 that fits into an {@code int}: sizes in pixels, counts. */
  public static Optional<Integer> small(JsonNode node, String field) {
    return number(node, field).filter(n -> n >= 0 && n <= Integer.MAX_VALUE).map(Long::intValue);
  }

  /** A time in seconds since 1970; absent where it is no such time. */
  public static Optional<Instant> seconds(JsonNode node, String field) {
    return number(node, field).flatMap(Payload::seconds);
  }

  /**
   * A time in seconds since 1970. Absent from 0 down, by which platforms say that they do not tell,
   * and beyond the years that RFC 3339 can write.
   */
  public static Optional<Instant> seconds(long since1970) {
    return since1970 > 0 && since1970 <= LAST_SECOND
        ? Optional.of(Instant.ofEpochSecond(since1970))
        : Optional.empty();
  }

  /** The same in milliseconds. */
  public static Optional<Instant> millis(long since1970) {
    return seconds(since1970 / 1000).map(_ -> Instant.ofEpochMilli(since1970));
  }

  public static boolean flag(JsonNode node, String field) {
    return node.path(field).asBoolean(false);
  }

  public static Optional<JsonNode> object(JsonNode node, String field) {
    return Optional.of(node.path(field)).filter(JsonNode::isObject);
  }

  /** The elements of a list; none where there is no list. */
  public static Stream<JsonNode> each(JsonNode node, String field) {
    return node.path(field).isArray() ? node.path(field).valueStream() : Stream.empty();
  }
}
