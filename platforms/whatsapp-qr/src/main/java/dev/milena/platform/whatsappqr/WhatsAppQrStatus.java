package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** How far a message has come: a number or a word of {@code WebMessageInfo.Status}. Pure. */
final class WhatsAppQrStatus {
  static final String DELIVERED = "delivered";
  static final String READ = "read";

  private WhatsAppQrStatus() {}

  /** In the hub's words; empty for what says nothing to others. */
  static Optional<String> of(JsonNode status) {
    return switch (status.asText()) {
      case "0", "ERROR" -> Optional.of("failed");
      case "2", "SERVER_ACK" -> Optional.of("sent");
      case "3", "DELIVERY_ACK" -> Optional.of(DELIVERED);
      case "4", "READ" -> Optional.of(READ);
      case "5", "PLAYED" -> Optional.of("played");
      default -> Optional.empty();
    };
  }

  /** Whether a message has not yet left: so looks only what the sidecar itself has just sent. */
  static boolean isPending(JsonNode status) {
    return status.asText().equals("1") || status.asText().equals("PENDING");
  }
}
