package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.EmojiNames;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A message in a simulated channel. Guarded by its app. */
final class SimulatedMessage {
  private final String ts;
  private final ObjectNode json;
  private final boolean fromApp;
  private final List<SlackApiFiles.StoredFile> files;
  private final Set<String> reactions = new LinkedHashSet<>();
  private int edits;
  private boolean deleted;

  SimulatedMessage(
      String ts, ObjectNode json, boolean fromApp, List<SlackApiFiles.StoredFile> files) {
    this.ts = ts;
    this.json = json.put("type", "message").put("ts", ts);
    this.fromApp = fromApp;
    this.files = List.copyOf(files);
    if (!files.isEmpty()) {
      ArrayNode shown = json.putArray("files");
      files.forEach(file -> shown.add(file.json()));
    }
  }

  String ts() {
    return ts;
  }

  /** A copy, as Slack shows it. */
  ObjectNode json() {
    ObjectNode copy = json.deepCopy();
    copy.remove("metadata");
    return copy;
  }

  /** With the note that its app put on it. */
  ObjectNode jsonWithMetadata() {
    return json.deepCopy();
  }

  boolean isFromApp() {
    return fromApp;
  }

  boolean isDeleted() {
    return deleted;
  }

  Optional<String> thread() {
    return Optional.ofNullable(json.path("thread_ts").textValue());
  }

  boolean isReply() {
    return thread().filter(root -> !root.equals(ts)).isPresent();
  }

  void delete() {
    deleted = true;
  }

  void edit(Optional<String> text, JsonNode blocks, String user, String at) {
    text.ifPresent(t -> json.put("text", t));
    if (blocks.isArray()) {
      json.set("blocks", blocks);
    }
    json.putObject("edited").put("user", user).put("ts", at);
    edits++;
  }

  void react(String name) {
    if (!reactions.add(name)) {
      throw SlackApiError.of("already_reacted");
    }
  }

  void unreact(String name) {
    if (!reactions.remove(name)) {
      throw SlackApiError.of("no_reaction");
    }
  }

  boolean hasReactions() {
    return !reactions.isEmpty();
  }

  Optional<JsonNode> button(String value) {
    return SlackBlockRules.buttons(json.path("blocks")).stream()
        .filter(button ->
            button.path("value").asText().equals(value)
                || button
                    .path("options")
                    .valueStream()
                    .anyMatch(option -> option.path("value").asText().equals(value)))
        .findFirst();
  }

  Shown shown() {
    String words =
        json.path("blocks").isArray() && !SlackBlockRules.text(json.path("blocks")).isEmpty()
            ? SlackBlockRules.text(json.path("blocks"))
            : SlackMrkdwn.unescape(json.path("text").asText(""));
    List<String> emoji = new ArrayList<>();
    reactions.forEach(name -> emoji.add(EmojiNames.emoji(name).orElse(name)));
    return new Shown(
        ts,
        words,
        thread().filter(root -> !root.equals(ts)),
        files.stream().map(SlackApiFiles.StoredFile::name).toList(),
        files.stream().map(file -> (long) file.bytes().length).toList(),
        SlackBlockRules.buttons(json.path("blocks")).stream()
            .flatMap(SimulatedMessage::labels)
            .toList(),
        emoji,
        edits,
        deleted);
  }

  private static Stream<String> labels(JsonNode control) {
    Stream<JsonNode> shown =
        control.has("options") ? control.path("options").valueStream() : Stream.of(control);
    return shown.map(one -> one.path("text").path("text").asText());
  }

  static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }
}
