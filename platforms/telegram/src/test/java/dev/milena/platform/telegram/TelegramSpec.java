package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The published methods and types of the Bot API, and what about a call does not fit them. */
final class TelegramSpec {
  private static final String ARRAY = "Array of ";

  private final JsonNode methods;
  private final JsonNode types;
  private final Map<String, List<String>> added = new HashMap<>();

  private TelegramSpec(JsonNode spec, JsonNode additions) {
    this.methods = spec.path("methods");
    this.types = spec.path("types");
    Stream.of("methods_added", "method_params_added")
        .flatMap(part -> additions.path(part).properties().stream())
        .forEach(m ->
            added.put(
                m.getKey(), m.getValue().properties().stream().map(Map.Entry::getKey).toList()));
  }

  static TelegramSpec read(Path folder) throws IOException {
    return new TelegramSpec(
        Json.tree(Files.readAllBytes(folder.resolve("telegram-bot-api.json"))),
        Json.tree(Files.readAllBytes(folder.resolve("telegram-bot-api-10.3-additions.json"))));
  }

  List<String> violations(ApiRequest request) {
    String method = TelegramCommandsToPlan.method(request);
    List<String> found = new ArrayList<>();
    if (!methods.has(method)) {
      return List.of(method + " is unknown");
    }
    ObjectNode parameters = TelegramCommandsToPlan.parameters(request).deepCopy();
    if (request.body() instanceof ApiRequest.MultipartBody parts) {
      parts.files().stream()
          .filter(f -> !parameters.toString().contains("attach://" + f.field()))
          .forEach(f -> parameters.put(f.field(), "bytes"));
    }
    checkFields(
        method, parameters, methods.path(method), added.getOrDefault(method, List.of()), found);
    return found;
  }

  private void checkFields(
      String name, JsonNode object, JsonNode type, List<String> more, List<String> found) {
    Map<String, JsonNode> fields = new HashMap<>();
    type.path("fields").forEach(f -> fields.put(f.path("name").asText(), f));
    fields.forEach((field, spec) -> {
      if (spec.path("required").asBoolean() && !object.has(field)) {
        found.add(name + "." + field + " is missing");
      }
    });
    object
        .properties()
        .forEach(p -> {
          String place = name + "." + p.getKey();
          if (fields.containsKey(p.getKey())) {
            checkType(place, p.getValue(), fields.get(p.getKey()).path("types"), found);
          } else if (!more.contains(p.getKey())) {
            found.add(place + " is unknown");
          }
        });
  }

  private void checkType(String place, JsonNode value, JsonNode allowed, List<String> found) {
    List<String> names =
        StreamSupport.stream(allowed.spliterator(), false).map(JsonNode::asText).toList();
    List<String> best = null;
    for (String name : names) {
      List<String> misses = new ArrayList<>();
      checkType(place, value, name, misses);
      best = best == null || misses.size() < best.size() ? misses : best;
    }
    found.addAll(best);
  }

  private void checkType(String place, JsonNode value, String type, List<String> found) {
    boolean fits =
        switch (type) {
          case "String", "InputFile" -> value.isTextual();
          case "Integer" -> value.isIntegralNumber();
          case "Float" -> value.isNumber();
          case "Boolean", "True" -> value.isBoolean();
          default -> type.startsWith(ARRAY) ? value.isArray() : value.isObject();
        };
    if (!fits) {
      found.add(place + " is not " + type);
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        checkType(place + "[" + i + "]", value.get(i), type.substring(ARRAY.length()), found);
      }
    } else if (value.isObject()) {
      checkObject(place, value, type, found);
    }
  }

  /** A type may be one of several: then the one that fits best is meant. */
  private void checkObject(String place, JsonNode value, String type, List<String> found) {
    JsonNode spec = types.path(type);
    if (spec.isMissingNode()) {
      found.add(place + " has the unknown type " + type);
      return;
    }
    List<String> kinds =
        spec.path("subtypes").isArray() && !spec.path("subtypes").isEmpty()
            ? StreamSupport.stream(spec.path("subtypes").spliterator(), false)
                .map(JsonNode::asText)
                .toList()
            : Arrays.asList(type);
    List<String> best = null;
    for (String kind : kinds) {
      List<String> misses = new ArrayList<>();
      checkFields(place, value, types.path(kind), List.of(), misses);
      best = best == null || misses.size() < best.size() ? misses : best;
    }
    found.addAll(best);
  }
}
