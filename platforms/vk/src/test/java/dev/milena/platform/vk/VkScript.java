package dev.milena.platform.vk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of VK's script as clients write who pack calls: a list of calls with literal parameters,
 * returned.
 */
final class VkScript {
  private static final int CALLS_MAX = 25;
  private static final Pattern CALL = Pattern.compile("API\\.([a-zA-Z]+\\.[a-zA-Z]+)\\(\\s*");

  private VkScript() {}

  record Called(String method, Map<String, String> parameters) {
    @Override
    public String toString() {
      return "Called[" + method + "]";
    }
  }

  static List<Called> read(String code) {
    String script = code.strip();
    if (!script.matches("(?s)return\\s*\\[.*]\\s*;?")) {
      throw notCompiled();
    }
    List<Called> calls = new ArrayList<>();
    Matcher next = CALL.matcher(script);
    for (int at = 0; next.find(at); ) {
      int from = next.end();
      try (JsonParser parser = Json.mapper().createParser(script.substring(from))) {
        JsonNode parameters = parser.readValueAsTree();
        at = from + (int) parser.currentLocation().getCharOffset();
        calls.add(new Called(next.group(1), texts(parameters)));
      } catch (IOException _) {
        throw notCompiled();
      }
    }
    if (calls.size() > CALLS_MAX) {
      throw VkApiError.of(13, "Runtime error occurred during code invocation: Too many api calls");
    }
    return calls;
  }

  private static Map<String, String> texts(JsonNode parameters) {
    Map<String, String> texts = new HashMap<>();
    parameters
        .properties()
        .forEach(p ->
            texts.put(
                p.getKey(),
                p.getValue().isValueNode() ? p.getValue().asText() : p.getValue().toString()));
    return texts;
  }

  private static VkApiError notCompiled() {
    return VkApiError.of(12, "Unable to compile code");
  }
}
