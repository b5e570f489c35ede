package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.Payload;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads what only Discord writes in its way. Pure. */
final class DiscordFields {
  /** Snowflakes count from the first second of 2015. */
  private static final long EPOCH_MS = 1_420_070_400_000L;

  /** Bits below the time in a snowflake. */
  private static final int TIME_SHIFT = 22;

  private DiscordFields() {}

  /** A time in ISO 8601. */
  static Optional<Instant> time(JsonNode node, String field) {
    try {
      return Payload.text(node, field).map(t -> OffsetDateTime.parse(t).toInstant());
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
}
