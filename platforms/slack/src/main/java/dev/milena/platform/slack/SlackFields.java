package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads parts of what Slack sends; what has another form than expected is absent. Pure. */
final class SlackFields {
  private static final int MICROS = 6;

  private SlackFields() {}

  static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue());
  }

  /** A text that says something: ids are never empty. */
  static Optional<String> id(JsonNode node, String field) {
    return text(node, field).filter(s -> !s.isBlank());
  }

  static Optional<Long> number(JsonNode node, String field) {
    return Optional.of(node.path(field)).filter(JsonNode::isNumber).map(JsonNode::longValue);
  }

  static boolean flag(JsonNode node, String field) {
    return node.path(field).asBoolean(false);
  }

  static Optional<JsonNode> object(JsonNode node, String field) {
    return Optional.of(node.path(field)).filter(JsonNode::isObject);
  }

  static Stream<JsonNode> each(JsonNode node, String field) {
    return node.path(field).valueStream();
  }

  /**
   * The time in a {@code ts}: seconds, a point, and microseconds that also number the messages of a
   * second. A decimal text; as a floating-point number it would lose its last digits.
   */
  static Optional<Instant> time(JsonNode node, String field) {
    return text(node, field).flatMap(SlackFields::time);
  }

  static Optional<Instant> time(String ts) {
    if (!ts.matches("[0-9]{1,11}(\\.[0-9]{1,6})?")) {
      return Optional.empty();
    }
    int point = ts.indexOf('.');
    String seconds = point < 0 ? ts : ts.substring(0, point);
    String micros = point < 0 ? "" : ts.substring(point + 1);
    long nanos = Long.parseLong((micros + "0".repeat(MICROS)).substring(0, MICROS)) * 1000;
    return Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds), nanos));
  }
}
