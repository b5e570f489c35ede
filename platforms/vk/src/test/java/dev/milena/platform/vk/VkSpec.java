package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The published schema of the methods, and what about a call does not fit it. */
final class VkSpec {
  /** {@code execute} takes whatever a program reads. */
  private static final Set<String> OPEN = Set.of("execute");

  private final Map<String, JsonNode> methods = new HashMap<>();

  private VkSpec(JsonNode spec) {
    spec.path("methods").forEach(method -> methods.put(method.path("name").asText(), method));
  }

  static VkSpec read(Path folder) throws IOException {
    return new VkSpec(Json.tree(Files.readAllBytes(folder.resolve("vk-api-5.199.json"))));
  }

  List<String> violations(ApiRequest request) {
    String name = VkCall.method(request);
    if (!methods.containsKey(name)) {
      return List.of(name + " is unknown");
    }
    List<String> found = new ArrayList<>();
    Map<String, JsonNode> known = new HashMap<>();
    methods
        .get(name)
        .path("parameters")
        .forEach(parameter -> known.put(parameter.path("name").asText(), parameter));
    Map<String, String> given = VkCall.parameters(request);
    known.forEach((parameter, spec) -> {
      if (spec.path("required").asBoolean() && !given.containsKey(parameter)) {
        found.add(name + "." + parameter + " is missing");
      }
    });
    given.forEach((parameter, value) -> {
      if (known.containsKey(parameter)) {
        check(name + "." + parameter, value, known.get(parameter), found);
      } else if (!OPEN.contains(name)) {
        found.add(name + "." + parameter + " is unknown");
      }
    });
    return found;
  }

  private static void check(String place, String value, JsonNode spec, List<String> found) {
    // What an earlier call brings is VK's own.
    if (value.startsWith("{") && value.endsWith("}") && value.indexOf('"') < 0) {
      return;
    }
    boolean fits =
        switch (spec.path("type").asText()) {
          case "integer" -> isNumber(value, spec);
          case "boolean" -> value.equals("0") || value.equals("1");
          case "number" -> value.matches("-?[0-9]+([.][0-9]+)?");
          case "array" ->
              Arrays.stream(value.split(","))
                      .allMatch(item ->
                          !spec.path("items").path("type").asText().equals("integer")
                              || isNumber(item, spec.path("items")))
                  && value.split(",").length <= spec.path("maxItems").asInt(Integer.MAX_VALUE);
          default -> value.length() <= spec.path("maxLength").asInt(Integer.MAX_VALUE);
        };
    if (!fits) {
      found.add(place + " is not " + spec.path("type").asText());
    }
    if (spec.path("enum").isArray()
        && spec.path("enum").valueStream().noneMatch(word -> word.asText().equals(value))) {
      found.add(place + " is none of the words");
    }
  }

  private static boolean isNumber(String value, JsonNode spec) {
    return value.matches("-?[0-9]{1,18}")
        && Long.parseLong(value) >= spec.path("minimum").asLong(Long.MIN_VALUE)
        && Long.parseLong(value) <= spec.path("maximum").asLong(Long.MAX_VALUE);
  }
}
