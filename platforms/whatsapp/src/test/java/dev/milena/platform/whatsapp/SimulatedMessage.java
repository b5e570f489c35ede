package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.MessengerMarkup;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A message in a simulated chat. Guarded by its number. */
final class SimulatedMessage {
  private final String id;
  private final ObjectNode json;
  private final boolean ours;
  private final Optional<SimulatedFiles.Stored> file;
  private Optional<String> reaction = Optional.empty();

  /**
   * @param ours whether the hub sent it
   */
  SimulatedMessage(String id, ObjectNode json, boolean ours, Optional<SimulatedFiles.Stored> file) {
    this.id = id;
    this.json = json;
    this.ours = ours;
    this.file = file;
  }

  String id() {
    return id;
  }

  /** Whether people see anything of the hub's here. */
  boolean showsHub() {
    return ours || reaction.isPresent();
  }

  void react(String emoji) {
    reaction = Optional.of(emoji).filter(e -> !e.isEmpty());
  }

  /** The button or row that carries a value: its interactive reply. */
  Optional<ObjectNode> offer(String value) {
    return Stream.concat(choices("button_reply", buttons()), choices("list_reply", rows()))
        .filter(
            choice -> choice.path(choice.path("type").asText()).path("id").asText().equals(value))
        .findFirst();
  }

  private static Stream<ObjectNode> choices(String kind, List<JsonNode> offered) {
    return offered.stream()
        .map(one -> {
          ObjectNode reply = ((ObjectNode) one).objectNode().put("type", kind);
          reply
              .putObject(kind)
              .put("id", one.path("id").asText())
              .put("title", one.path("title").asText());
          return reply;
        });
  }

  private List<JsonNode> buttons() {
    List<JsonNode> all = new ArrayList<>();
    json.at("/interactive/action/buttons").forEach(b -> all.add(b.path("reply")));
    return all;
  }

  private List<JsonNode> rows() {
    List<JsonNode> all = new ArrayList<>();
    json.at("/interactive/action/sections").forEach(s -> s.path("rows").forEach(all::add));
    return all;
  }

  private String words() {
    String type = json.path("type").asText();
    String said =
        switch (type) {
          case "text" -> json.at("/text/body").asText();
          case "interactive" -> json.at("/interactive/body/text").asText();
          case "template" -> "template " + json.at("/template/name").asText();
          default -> json.path(type).path("caption").asText("");
        };
    return MessengerMarkup.read(said).text().replace("\u200b", "");
  }

  Shown shown() {
    return new Shown(
        id,
        words(),
        Optional.of(json.at("/context/message_id"))
            .filter(JsonNode::isTextual)
            .map(JsonNode::asText),
        file.map(SimulatedFiles.Stored::name).stream().toList(),
        file.map(f -> (long) f.bytes().length).stream().toList(),
        Stream.concat(buttons().stream(), rows().stream())
            .map(b -> b.path("title").asText())
            .toList(),
        reaction.stream().toList(),
        0,
        false);
  }
}
