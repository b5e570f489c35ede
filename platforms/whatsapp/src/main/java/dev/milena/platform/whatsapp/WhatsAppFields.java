package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.id;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/** Fields of another form than their names let expect. Pure. */
final class WhatsAppFields {
  private WhatsAppFields() {}

  /** Seconds, as a text. */
  static Optional<Instant> time(JsonNode node) {
    return id(node, "timestamp")
        .filter(seconds -> seconds.matches("[0-9]{1,11}"))
        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
  }
}
