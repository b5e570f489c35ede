package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.Payload;
import java.time.Instant;
import java.util.Optional;

/** Reads what only Slack writes in its way. Pure. */
final class SlackFields {
  private static final int MICROS = 6;

  private SlackFields() {}

  /**
   * The time in a {@code ts}: seconds, a point, and microseconds that also number the messages of a
   * second. A decimal text; as a floating-point number it would lose its last digits.
   */
  static Optional<Instant> time(JsonNode node, String field) {
    return Payload.text(node, field).flatMap(SlackFields::time);
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
