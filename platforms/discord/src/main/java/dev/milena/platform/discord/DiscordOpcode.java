package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a frame of the Gateway is for.
 *
 * @see <a
 *     href="https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes">
 *     Gateway opcodes, read 2026-11-21</a>
 */
enum DiscordOpcode {
  DISPATCH(0),
  HEARTBEAT(1),
  IDENTIFY(2),
  RESUME(6),
  RECONNECT(7),
  INVALID_SESSION(9),
  HELLO(10),
  HEARTBEAT_ACK(11);

  final int number;

  DiscordOpcode(int number) {
    this.number = number;
  }

  /** Empty for one that a later version of the Gateway may know. */
  static Optional<DiscordOpcode> of(JsonNode frame) {
    int op = frame.path("op").asInt(-1);
    return Arrays.stream(values()).filter(o -> o.number == op).findFirst();
  }

  /** Whether a dispatch says that the session is ready, new or resumed. */
  static boolean beginsSession(JsonNode frame) {
    String type = frame.path("t").asText("");
    return type.equals("READY") || type.equals("RESUMED");
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
