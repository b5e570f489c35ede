package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Takes fields out of Telegram's JSON, and takes nothing for granted: older servers and the
 * official guide leave out fields that the reference calls required, and send ids now as numbers,
 * now as strings. Pure.
 */
final class TelegramFields {
  private TelegramFields() {}

  static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue());
  }

  /** An id, number or string on the wire. */
  static Optional<String> id(JsonNode node, String field) {
    JsonNode id = node.path(field);
    return id.isNumber() || id.isTextual()
        ? Optional.of(id.asText()).filter(s -> !s.isBlank())
        : Optional.empty();
  }

  static Optional<Long> number(JsonNode node, String field) {
    return Optional.of(node.path(field)).filter(JsonNode::isNumber).map(JsonNode::longValue);
  }

  static Optional<Integer> small(JsonNode node, String field) {
    return number(node, field).filter(n -> n >= 0 && n <= Integer.MAX_VALUE).map(Long::intValue);
  }

  static boolean flag(JsonNode node, String field) {
    return node.path(field).asBoolean(false);
  }

  /** A time in seconds since 1970; 0 means that Telegram does not tell. */
  static Optional<Instant> time(JsonNode node, String field) {
    return number(node, field).filter(s -> s > 0).map(Instant::ofEpochSecond);
  }

  static Optional<JsonNode> object(JsonNode node, String field) {
    return Optional.of(node.path(field)).filter(JsonNode::isObject);
  }

  static Stream<JsonNode> each(JsonNode node, String field) {
    return StreamSupport.stream(node.path(field).spliterator(), false);
  }

  static List<String> ids(JsonNode node, String field) {
    return each(node, field)
        .filter(n -> n.isNumber() || n.isTextual())
        .map(JsonNode::asText)
        .toList();
  }
}
