package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.Payload;
import java.time.Instant;
import java.util.Optional;

/**
 * Numbers as the sidecar's library writes them: as such, as text, or in two halves of 32 bits.
 * Pure.
 */
final class WhatsAppQrFields {
  private static final int HALF = 32;
  private static final long LOW = 0xFFFF_FFFFL;

  private WhatsAppQrFields() {}

  static Optional<Long> number(JsonNode node, String field) {
    JsonNode number = node.path(field);
    if (number.isIntegralNumber() && number.canConvertToLong()) {
      return Optional.of(number.longValue());
    }
    if (number.isTextual() && number.textValue().matches("[0-9]{1,18}")) {
      return Optional.of(Long.parseLong(number.textValue()));
    }
    return number.path("low").isInt() && number.path("high").isInt()
        ? Optional.of(
            ((long) number.path("high").intValue() << HALF) | (number.path("low").intValue() & LOW))
        : Optional.empty();
  }

  /** A time in seconds since 1970. */
  static Optional<Instant> seconds(JsonNode node, String field) {
    return number(node, field).flatMap(Payload::seconds);
  }

  /** A time in milliseconds since 1970. */
  static Optional<Instant> millis(JsonNode node, String field) {
    return number(node, field).flatMap(Payload::millis);
  }
}
