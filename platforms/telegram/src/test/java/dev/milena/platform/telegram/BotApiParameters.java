package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.SimulatorServer.Upload;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a call, whichever of the four ways they came: query, form, multipart or JSON.
 */
final class BotApiParameters {
  private final Map<String, JsonNode> values = new HashMap<>();
  private final List<Upload> files;

  BotApiParameters(Call call) {
    call.query().forEach(e -> values.put(e.getKey(), new TextNode(e.getValue())));
    call.form().forEach(e -> values.put(e.getKey(), new TextNode(e.getValue())));
    files = call.files();
    String type = Optional.ofNullable(call.headers().get("content-type")).orElse("");
    if (type.startsWith("application/json") && call.body().length() > 0) {
      json(call.body().getBytes());
    }
  }

  private void json(byte[] body) {
    try {
      Json.object(body).properties().forEach(p -> values.put(p.getKey(), p.getValue()));
    } catch (Json.UnreadableException _) {
      throw BotApiError.badRequest("can't parse JSON object");
    }
  }

  boolean has(String name) {
    return values.containsKey(name) || file(name).isPresent();
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(n -> !n.isNull()).map(JsonNode::asText);
  }

  Optional<Long> number(String name) {
    return text(name)
        .map(t -> {
          if (!t.matches("-?[0-9]{1,18}")) {
            throw BotApiError.badRequest("field \"" + name + "\" must be of type Integer");
          }
          return Long.parseLong(t);
        });
  }

  boolean flag(String name) {
    return text(name).filter(t -> t.equalsIgnoreCase("true") || t.equals("1")).isPresent();
  }

  /** A nested value: real JSON inside JSON, a text with JSON elsewhere. */
  JsonNode json(String name) {
    JsonNode value = values.getOrDefault(name, MissingNode.getInstance());
    if (!value.isTextual()) {
      return value;
    }
    try {
      return Json.tree(value.textValue().getBytes(StandardCharsets.UTF_8));
    } catch (Json.UnreadableException _) {
      throw BotApiError.badRequest("can't parse " + name + " JSON object");
    }
  }

  Optional<Upload> file(String field) {
    return files.stream().filter(f -> f.field().equals(field)).findFirst();
  }
}
