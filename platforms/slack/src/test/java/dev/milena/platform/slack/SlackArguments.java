package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.SimulatorServer.Call;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Arguments of a method: JSON, or a form in which nested values are JSON texts. */
final class SlackArguments {
  private final ObjectNode all;

  private SlackArguments(ObjectNode all) {
    this.all = all;
  }

  static SlackArguments of(Call call) {
    String type = Optional.ofNullable(call.headers().get("content-type")).orElse("");
    if (type.startsWith("application/json")) {
      try {
        return new SlackArguments(Json.object(call.body().getBytes()));
      } catch (Json.UnreadableException _) {
        throw SlackApiError.of("invalid_json");
      }
    }
    ObjectNode fields = Json.mapper().createObjectNode();
    call.query().forEach(field -> fields.put(field.getKey(), field.getValue()));
    call.form().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return new SlackArguments(fields);
  }

  Optional<String> text(String name) {
    JsonNode value = all.path(name);
    return value.isValueNode() && !value.isNull()
        ? Optional.of(value.asText()).filter(s -> !s.isEmpty())
        : Optional.empty();
  }

  String required(String name) {
    return text(name).orElseThrow(() -> SlackApiError.of("invalid_arguments"));
  }

  /** A nested value, as JSON or as a text that holds it. */
  JsonNode nested(String name) {
    JsonNode value = all.path(name);
    if (!value.isTextual()) {
      return value;
    }
    if (value.textValue().isEmpty()) {
      return MissingNode.getInstance();
    }
    try {
      return Json.tree(value.textValue().getBytes(StandardCharsets.UTF_8));
    } catch (Json.UnreadableException _) {
      throw SlackApiError.of("invalid_arguments");
    }
  }
}
