package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Button;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a button carries and a press brings back. VK wants JSON there; ours is the button's value,
 * id and, as VK does not say what was on it, label under a name of our own; anybody else's stands
 * for itself. Pure.
 *
 * @param action what was pressed
 * @param value what it carries
 * @param label what was on it, where that is known
 * @param carried as it came
 */
record VkPress(String action, String value, Optional<String> label, JsonNode carried) {
  /** By VK's page, in characters. */
  private static final int PAYLOAD_MAX = 255;

  private static final String OURS = "milena";

  /**
   * What goes with a button, without its label where that is too long; empty: more than VK takes.
   */
  static Optional<String> payload(Button button) {
    return Stream.of(payload(button, true), payload(button, false))
        .filter(text -> text.length() <= PAYLOAD_MAX)
        .findFirst();
  }

  private static String payload(Button button, boolean labelled) {
    ObjectNode payload = Json.mapper().createObjectNode();
    ArrayNode parts = payload.putArray(OURS).add(button.pressValue());
    Optional<String> id = button.id().filter(i -> !i.equals(button.pressValue()));
    boolean tells = labelled && !button.label().equals(button.pressValue());
    if (tells || id.isPresent()) {
      parts.add(id.orElse(null));
    }
    if (tells) {
      parts.add(button.label());
    }
    return payload.toString();
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
      String action = Payload.id(ours.path(1)).orElse(value);
      return Optional.of(new VkPress(action, value, label(ours.path(2)), carried));
    }
    String text = carried.isValueNode() ? carried.asText() : carried.toString();
    return Optional.of(new VkPress(text, text, Optional.empty(), carried));
  }

  private static Optional<String> label(JsonNode part) {
    return part.isTextual() ? Optional.of(part.textValue()) : Optional.empty();
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
