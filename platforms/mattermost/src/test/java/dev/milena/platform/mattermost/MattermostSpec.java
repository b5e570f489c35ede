package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The published description of the REST API, and what about a call does not fit it. */
final class MattermostSpec {
  /** The description calls it a string; the server takes an object, as of a new post. */
  private static final String MISTAKEN = "PatchPost.props is not string";

  private final JsonNode spec;

  private MattermostSpec(JsonNode spec) {
    this.spec = spec;
  }

  static MattermostSpec read(Path folder) throws IOException {
    return new MattermostSpec(
        Json.tree(Files.readAllBytes(folder.resolve("mattermost-openapi.json"))));
  }

  List<String> violations(ApiRequest request, String base) {
    String path = request.url().substring(base.length()).replaceFirst("\\?.*", "");
    Optional<JsonNode> operation =
        spec.path("paths").properties().stream()
            .filter(p -> path.matches(p.getKey().replaceAll("\\{[a-z_]+}", "[^/]+")))
            .map(p -> p.getValue().path(request.method().toLowerCase(Locale.ROOT)))
            .filter(o -> !o.isMissingNode())
            .findFirst();
    if (operation.isEmpty()) {
      return List.of(request.method() + " " + path + " is unknown");
    }
    List<String> found = new ArrayList<>();
    JsonNode content = operation.get().path("requestBody").path("content");
    String name = operation.get().path("operationId").asText();
    switch (request.body()) {
      case ApiRequest.NoBody _ -> {
        if (operation.get().path("requestBody").path("required").asBoolean()) {
          found.add(name + " has no body");
        }
      }
      case ApiRequest.JsonBody json ->
          check(name, json.json(), schema(content.path("application/json")), found);
      case ApiRequest.MultipartBody parts -> {
        JsonNode known = schema(content.path("multipart/form-data")).path("properties");
        parts.fields().keySet().stream()
            .filter(f -> !known.has(f))
            .forEach(f -> found.add(name + "." + f + " is unknown"));
        parts.files().stream()
            .filter(f -> !known.has(f.field()))
            .forEach(f -> found.add(name + "." + f.field() + " is unknown"));
      }
      default -> found.add(name + " takes another body");
    }
    found.remove(MISTAKEN);
    return found;
  }

  private JsonNode schema(JsonNode holder) {
    return resolved(holder.path("schema"));
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref")
        ? resolved(spec.at(schema.path("$ref").asText().substring(1)))
        : schema;
  }

  private void check(String place, JsonNode value, JsonNode schema, List<String> found) {
    String type = schema.path("type").asText("");
    boolean fits =
        switch (type) {
          case "string" -> value.isTextual();
          case "integer" -> value.isIntegralNumber();
          case "boolean" -> value.isBoolean();
          case "array" -> value.isArray();
          case "object" -> value.isObject();
          default -> true;
        };
    if (!fits) {
      found.add(place + " is not " + type);
      return;
    }
    schema
        .path("required")
        .forEach(r -> {
          if (!value.has(r.asText())) {
            found.add(place + "." + r.asText() + " is missing");
          }
        });
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode known = schema.path("properties").path(field.getKey());
      if (!known.isMissingNode()) {
        check(place + "." + field.getKey(), field.getValue(), resolved(known), found);
      }
    }
    for (int i = 0; type.equals("array") && i < value.size(); i++) {
      check(place + "[" + i + "]", value.get(i), resolved(schema.path("items")), found);
    }
  }
}
