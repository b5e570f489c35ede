package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Reads what only Mattermost writes in its way. Pure. */
final class MattermostFields {
  private MattermostFields() {}

  /** Milliseconds since 1970; 0 means that it has not happened. */
  static Optional<Instant> time(JsonNode node, String field) {
    return Payload.number(node, field).flatMap(Payload::millis);
  }

  /** Flags in {@code props} are strings. */
  static boolean flag(JsonNode node, String field) {
    JsonNode flag = node.path(field);
    return flag.asBoolean(false) || "true".equals(flag.textValue());
  }

  /**
   * JSON that stands in a string, as posts and reactions do in what the socket brings.
   *
   * @throws Json.UnreadableException when there is none
   */
  static JsonNode nested(JsonNode node, String field) {
    return Json.tree(Payload.text(node, field).orElse("").getBytes(StandardCharsets.UTF_8));
  }
}
