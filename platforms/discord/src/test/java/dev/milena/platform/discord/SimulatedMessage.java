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
            .flatMap(SimulatedMessage::labels)
            .toList(),
        List.copyOf(botReactions),
        edits,
        deleted);
  }

  private static java.util.stream.Stream<String> labels(JsonNode control) {
    return control.has("options")
        ? stream(control.path("options")).map(o -> o.path("label").asText())
        : java.util.stream.Stream.of(control.path("label").asText());
  }

  /** The custom id of the button that carries a value, or of the menu that offers it. */
  Optional<String> button(String value) {
    return controls()
        .filter(c -> carries(c, value))
        .map(c -> c.path("custom_id").asText(""))
        .findFirst();
  }

  private static boolean carries(JsonNode control, String value) {
    String id = control.path("custom_id").asText("");
    return control.has("options")
        ? stream(control.path("options")).anyMatch(o -> o.path("value").asText().equals(value))
        : id.equals(value) || id.startsWith(value + "\u001f");
  }

  boolean isMenu(String customId) {
    return controls()
        .anyMatch(c -> c.has("options") && c.path("custom_id").asText().equals(customId));
  }

  private java.util.stream.Stream<JsonNode> controls() {
    return stream(json.path("components")).flatMap(row -> stream(row.path("components")));
  }

  static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static ArrayNode none() {
    return Json.mapper().createArrayNode();
  }
}
