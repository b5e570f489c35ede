package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.platform.Arrival;
import dev.milena.platform.Payload;
import java.time.Instant;
import java.util.Optional;

/** Reads what only Telegram writes in its way. Pure. */
final class TelegramFields {
  private TelegramFields() {}

  /**
   * The id of what happened to a message. A message without a number (scheduled or ephemeral ones
   * have 0) can only be named by its delivery.
   */
  static String about(
      Arrival update,
      Conversation where,
      Optional<String> message,
      String kind,
      String... version) {
    return message
        .filter(m -> !m.equals("0"))
        .map(m -> update.about(where, m, kind, version))
        .orElseGet(update::delivery);
  }

  /** A time in seconds since 1970; 0 means that Telegram does not tell. */
  static Optional<Instant> time(JsonNode node, String field) {
    return Payload.seconds(node, field);
  }
}
