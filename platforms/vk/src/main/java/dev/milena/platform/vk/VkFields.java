package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.Payload;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes out of VK's objects what looks alike in all of them. Pure. */
final class VkFields {
  /** Ids of peers may have a sign: communities are negative. */
  private static final Pattern PEER = Pattern.compile("-?[1-9][0-9]{0,17}");

  private static final Pattern COUNTED = Pattern.compile("[1-9][0-9]{0,17}");

  private VkFields() {}

  /** A user, chat or community. */
  static Optional<String> peer(JsonNode node, String field) {
    return Payload.id(node, field).filter(id -> PEER.matcher(id).matches());
  }

  /** A number that counts from 1: what is 0 is not told. */
  static Optional<String> counted(JsonNode node, String field) {
    return Payload.id(node, field).filter(id -> COUNTED.matcher(id).matches());
  }

  /** A message: its number in the conversation, which is all that names it in chats. */
  static Optional<String> cmid(JsonNode node) {
    return counted(node, "conversation_message_id").or(() -> counted(node, "cmid"));
  }

  /** A time in seconds since 1970. */
  static Optional<Instant> time(JsonNode node, String field) {
    return Payload.seconds(node, field);
  }
}
