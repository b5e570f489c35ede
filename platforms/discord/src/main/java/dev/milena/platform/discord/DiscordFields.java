package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Takes fields out of Discord's JSON, and takes nothing for granted: older captures are partial,
 * and some send ids as numbers. Pure.
 */
final class DiscordFields {
  /** Snowflakes count from the first second of 2015. */
  private static final long EPOCH_MS = 1_420_070_400_000L;

  /** Bits below the time in a snowflake. */
  private static final int TIME_SHIFT = 22;

  private DiscordFields() {}

  static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue());
  }

  /** A text that says something. */
  static Optional<String> words(JsonNode node, String field) {
    return text(node, field).filter(t -> !t.isBlank());
  }

  /** An id, number or string on the wire. */
  static Optional<String> id(JsonNode node, String field) {
    return id(node.path(field));
  }

  static Optional<String> id(JsonNode id) {
    return id.isIntegralNumber() || id.isTextual()
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

  /** A time in ISO 8601. */
  static Optional<Instant> time(JsonNode node, String field) {
    try {
      return text(node, field).map(t -> OffsetDateTime.parse(t).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** When a thing with that id was made. */
  static Optional<Instant> timeOf(String snowflake) {
    return snowflake.matches("[0-9]{16,19}")
        ? Optional.of(Instant.ofEpochMilli((Long.parseLong(snowflake) >> TIME_SHIFT) + EPOCH_MS))
        : Optional.empty();
  }

  static Optional<JsonNode> object(JsonNode node, String field) {
    return Optional.of(node.path(field)).filter(JsonNode::isObject);
  }

  static Stream<JsonNode> each(JsonNode node, String field) {
    return node.path(field).isArray()
        ? StreamSupport.stream(node.path(field).spliterator(), false)
        : Stream.empty();
  }

  static List<String> ids(JsonNode node, String field) {
    return each(node, field).map(DiscordFields::id).flatMap(Optional::stream).toList();
  }
}
