package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Discord takes for a modal, and what its programs make of what people fill in.
 *
 * @see <a href="https://discord.com/developers/docs/components/reference">Components, read
 *     2026-11-21</a>
 */
final class SimulatedForms {
  private static final int LABEL = 18;
  private static final int TEXT_INPUT = 4;
  private static final int SELECT = 3;
  private static final int CHECKBOX_GROUP = 22;
  private static final int CHECKBOX = 23;

  private SimulatedForms() {}

  /** Fails as Discord does. */
  static void check(JsonNode modal) {
    require(within(modal.path("custom_id"), 1, 100), "custom_id", "Must be between 1 and 100");
    require(within(modal.path("title"), 1, 45), "title", "Must be between 1 and 45 in length.");
    JsonNode rows = modal.path("components");
    require(
        rows.isArray() && !rows.isEmpty() && rows.size() <= 5,
        "components",
        "Must be between 1 and 5 in length.");
    Set<String> ids = new HashSet<>();
    for (JsonNode row : rows) {
      require(row.path("type").asInt() == LABEL, "components", "A label is wanted");
      require(within(row.path("label"), 1, 45), "label", "Must be between 1 and 45 in length.");
      require(
          !row.has("description") || within(row.path("description"), 1, 100),
          "description",
          "Must be between 1 and 100 in length.");
      JsonNode field = row.path("component");
      require(
          within(field.path("custom_id"), 1, 100) && ids.add(field.path("custom_id").asText()),
          "custom_id",
          "Component custom id cannot be duplicated");
      check(field.path("type").asInt(), field);
    }
  }

  private static void check(int type, JsonNode field) {
    boolean right =
        switch (type) {
          case TEXT_INPUT ->
              field.path("style").asInt() >= 1
                  && field.path("style").asInt() <= 2
                  && field.path("min_length").asInt(0) <= field.path("max_length").asInt(4000)
                  && field.path("max_length").asInt(1) >= 1
                  && field.path("max_length").asInt(1) <= 4000
                  && field.path("value").asText("").length() <= 4000
                  && field.path("placeholder").asText("").length() <= 100;
          case SELECT ->
              options(field, 1, 25)
                  && field.path("min_values").asInt(1) <= field.path("max_values").asInt(1)
                  && field.path("max_values").asInt(1) <= field.path("options").size()
                  && field.path("placeholder").asText("").length() <= 150;
          case CHECKBOX_GROUP -> options(field, 1, 10);
          case CHECKBOX -> true;
          default -> false;
        };
    require(right, "component", "A field is invalid");
  }

  private static boolean options(JsonNode field, int from, int to) {
    Set<String> values = new HashSet<>();
    return field.path("options").size() >= from
        && field.path("options").size() <= to
        && field
            .path("options")
            .valueStream()
            .allMatch(o ->
                within(o.path("label"), 1, 100)
                    && within(o.path("value"), 1, 100)
                    && values.add(o.path("value").asText()));
  }

  private static boolean within(JsonNode text, int from, int to) {
    return text.isTextual() && text.textValue().length() >= from && text.textValue().length() <= to;
  }

  private static void require(boolean right, String field, String message) {
    if (!right) {
      throw DiscordError.form(field, "BASE_TYPE_BAD_LENGTH", message);
    }
  }

  /** The id of a field as a program knows it. */
  private static String name(JsonNode field) {
    return field.path("custom_id").asText().replaceFirst("\\u001f.*", "");
  }

  /** What Discord's programs do not let anybody send. */
  static Map<String, String> complaints(JsonNode modal, Map<String, List<String>> answers) {
    Map<String, String> complaints = new LinkedHashMap<>();
    for (JsonNode row : modal.path("components")) {
      JsonNode field = row.path("component");
      List<String> given = answers.getOrDefault(name(field), List.of());
      int length = given.isEmpty() ? 0 : given.getFirst().length();
      boolean typed = field.path("type").asInt() == TEXT_INPUT;
      if (given.isEmpty() && field.path("required").asBoolean(!typed)) {
        complaints.put(name(field), "This field is required.");
      } else if (typed
          && !given.isEmpty()
          && (length < field.path("min_length").asInt(0)
              || length > field.path("max_length").asInt(4000))) {
        complaints.put(name(field), "That is too short or too long.");
      }
    }
    return complaints;
  }

  /** What Discord tells of a modal that was sent. */
  static ObjectNode sent(JsonNode modal, Map<String, List<String>> answers) {
    ObjectNode data = Json.mapper().createObjectNode();
    data.put("custom_id", modal.path("custom_id").asText());
    ArrayNode rows = data.putArray("components");
    int number = 1;
    for (JsonNode row : modal.path("components")) {
      JsonNode field = row.path("component");
      ObjectNode filled =
          rows.addObject().put("type", LABEL).put("id", number++).putObject("component");
      int type = field.path("type").asInt();
      filled
          .put("type", type)
          .put("id", number++)
          .put("custom_id", field.path("custom_id").asText());
      List<String> given = new ArrayList<>(answers.getOrDefault(name(field), List.of()));
      switch (type) {
        case TEXT_INPUT -> filled.put("value", given.isEmpty() ? "" : given.getFirst());
        case CHECKBOX -> filled.put("value", given.contains("true"));
        default -> given.forEach(filled.putArray("values")::add);
      }
    }
    return data;
  }
}
