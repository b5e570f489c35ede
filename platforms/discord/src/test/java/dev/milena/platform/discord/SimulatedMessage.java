package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** A message in a channel. Guarded by its application. */
final class SimulatedMessage {
  final String id;
  final boolean byBot;
  final ObjectNode json;
  final Set<String> botReactions = new TreeSet<>();
  final List<byte[]> files = new ArrayList<>();
  int edits;
  boolean deleted;

  /**
   * @param json as Discord shows it
   */
  SimulatedMessage(String id, boolean byBot, ObjectNode json) {
    this.id = id;
    this.byBot = byBot;
    this.json = json;
  }

  Shown shown() {
    return new Shown(
        id,
        byBot ? SimulatedMarkup.seen(json.path("content").asText("")) : "",
        Optional.ofNullable(json.path("message_reference").path("message_id").textValue()),
        stream(json.path("attachments")).map(a -> a.path("filename").asText()).toList(),
        files.stream().map(f -> (long) f.length).toList(),
        stream(json.path("components"))
            .flatMap(row -> stream(row.path("components")))
            .map(b -> b.path("label").asText())
            .toList(),
        List.copyOf(botReactions),
        edits,
        deleted);
  }

  /** The custom id of the button that carries a value. */
  Optional<String> button(String value) {
    return stream(json.path("components"))
        .flatMap(row -> stream(row.path("components")))
        .map(b -> b.path("custom_id").asText(""))
        .filter(id -> id.equals(value) || id.startsWith(value + "\u001f"))
        .findFirst();
  }

  static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static ArrayNode none() {
    return Json.mapper().createArrayNode();
  }
}
