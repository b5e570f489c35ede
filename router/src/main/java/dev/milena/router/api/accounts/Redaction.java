package dev.milena.router.api.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hides what may be a secret in the settings of an account. The router knows no platform and cannot
 * ask which of its settings are: so every value is hidden but for truth values, small numbers, and
 * the settings that mean the same everywhere.
 */
final class Redaction {
  /** What stands where a value is hidden. Sent back, it means: leave that value as it is. */
  static final String HIDDEN = "•••";

  /** Limits, sizes and ports; a larger number can be an id or a PIN. */
  private static final long PLAIN_NUMBER_MAX = 99_999;

  /** Of every platform, or of many, and never secret. */
  private static final Set<String> PLAIN =
      Set.of("path", "linking", "unknown", "texts", "mode", "base-url", "visitor-id");

  private Redaction() {}

  /** A copy with nothing in it that may be a secret. */
  static ObjectNode hide(ObjectNode settings) {
    ObjectNode out = settings.deepCopy();
    out.properties()
        .forEach(
            e -> e.setValue(PLAIN.contains(e.getKey()) ? plain(e.getValue()) : hide(e.getValue())));
    return out;
  }

  /** An address can carry credentials in front of the host or behind a question mark. */
  private static JsonNode plain(JsonNode value) {
    return value.isTextual()
            && value.asText().matches("(?s).*[@?].*")
            && value.asText().contains("://")
        ? TextNode.valueOf(HIDDEN)
        : value;
  }

  private static JsonNode hide(JsonNode value) {
    if (value instanceof ObjectNode object) {
      object.properties().forEach(e -> e.setValue(hide(e.getValue())));
      return object;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode out = JsonNodeFactory.instance.arrayNode();
      array.forEach(v -> out.add(hide(v)));
      return out;
    }
    return isHarmless(value) ? value : TextNode.valueOf(HIDDEN);
  }

  private static boolean isHarmless(JsonNode value) {
    return value.isNull()
        || value.isBoolean()
        || Set.of("true", "false").contains(value.asText())
        || value.isNumber() && Math.abs(value.asDouble()) <= PLAIN_NUMBER_MAX;
  }

  /**
   * The settings with what the caller left hidden taken from those that are stored.
   *
   * @param unknown takes the names of hidden settings that nothing is stored for
   */
  static ObjectNode fill(ObjectNode given, Optional<ObjectNode> stored, List<String> unknown) {
    return (ObjectNode) fill(given, stored.map(JsonNode.class::cast), "", unknown);
  }

  private static JsonNode fill(
      JsonNode given, Optional<JsonNode> stored, String path, List<String> unknown) {
    if (given instanceof ObjectNode object) {
      ObjectNode out = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(e -> {
            String at = path.isEmpty() ? e.getKey() : path + "." + e.getKey();
            Optional<JsonNode> there = stored.map(s -> s.get(e.getKey()));
            out.set(e.getKey(), fill(e.getValue(), there, at, unknown));
          });
      return out;
    }
    if (given instanceof ArrayNode array) {
      List<JsonNode> out = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        Optional<JsonNode> there = stored.map(s -> s.get(at));
        out.add(fill(array.get(i), there, path + "[" + i + "]", unknown));
      }
      return JsonNodeFactory.instance.arrayNode().addAll(out);
    }
    if (!HIDDEN.equals(given.asText())) {
      return given;
    }
    if (stored.isEmpty()) {
      unknown.add(path);
    }
    return stored.orElse(given);
  }
}
