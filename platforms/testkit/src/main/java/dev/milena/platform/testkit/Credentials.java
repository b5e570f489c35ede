package dev.milena.platform.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.AccountSchema;
import dev.milena.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the secrets in an account's settings by the type that declares them. */
final class Credentials {
  private Credentials() {}

  /** All secret values. */
  static List<String> of(Platform platform, ObjectNode settings) {
    List<String> found = new ArrayList<>();
    changed(AccountSchema.of(platform), settings, found);
    return found;
  }

  /**
   * The same settings with each secret slightly wrong: of the right form, but not the platform's.
   */
  static ObjectNode wrong(Platform platform, ObjectNode settings) {
    return (ObjectNode) changed(AccountSchema.of(platform), settings, new ArrayList<>());
  }

  private static JsonNode changed(JsonNode schema, JsonNode value, List<String> found) {
    if (schema.path("writeOnly").asBoolean() && value.isTextual()) {
      found.add(value.textValue());
      return Json.mapper().getNodeFactory().textNode(misspelt(value.textValue()));
    }
    if (!(value instanceof ObjectNode object)) {
      return value;
    }
    ObjectNode out = object.deepCopy();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode declared = schema.path("properties").path(field.getKey());
      JsonNode type = declared.isMissingNode() ? schema.path("additionalProperties") : declared;
      out.set(field.getKey(), changed(type, field.getValue(), found));
    }
    return out;
  }

  private static String misspelt(String secret) {
    char last = secret.charAt(secret.length() - 1);
    return secret.substring(0, secret.length() - 1) + (last == 'x' ? 'y' : 'x');
  }
}
