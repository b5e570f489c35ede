package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Button;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import java.util.Optional;

/**
 * What a button carries and a press brings back. VK wants JSON there; ours is the button's id and
 * value under a name of our own, anybody else's stands for itself. Pure.
 *
 * @param action what was pressed
 * @param value what it carries
 * @param carried as it came
 */
record VkPress(String action, String value, JsonNode carried) {
  /** By VK's page, in characters. */
  private static final int PAYLOAD_MAX = 255;

  private static final String OURS = "milena";

  /** What goes with a button; empty where it is more than VK takes. */
  static Optional<String> payload(Button button) {
    ObjectNode payload = Json.mapper().createObjectNode();
    ArrayNode parts = payload.putArray(OURS).add(button.pressValue());
    button.id().filter(id -> !id.equals(button.pressValue())).ifPresent(parts::add);
    return Optional.of(payload.toString()).filter(text -> text.length() <= PAYLOAD_MAX);
  }

  /** The schema calls it a string, and a press brings an object. */
  static Optional<VkPress> read(JsonNode payload) {
    JsonNode carried = parsed(payload);
    if (carried.isMissingNode() || carried.isNull()) {
      return Optional.empty();
    }
    JsonNode ours = carried.path(OURS);
    if (ours.isArray() && ours.path(0).isTextual()) {
      String value = ours.path(0).textValue();
      return Optional.of(new VkPress(Payload.id(ours.path(1)).orElse(value), value, carried));
    }
    String text = carried.isValueNode() ? carried.asText() : carried.toString();
    return Optional.of(new VkPress(text, text, carried));
  }

  /** JSON that came as a text is read as what it holds. */
  static JsonNode parsed(JsonNode payload) {
    if (!payload.isTextual()) {
      return payload;
    }
    JsonNode inside =
        Payload.tree(payload.textValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return inside.isMissingNode() ? payload : inside;
  }

  @Override
  public String toString() {
    return "VkPress[]";
  }
}
