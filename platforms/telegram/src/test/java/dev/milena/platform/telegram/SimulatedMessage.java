package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.telegram.BotApiFiles.StoredFile;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message in a simulated chat. Guarded by its bot. */
final class SimulatedMessage {
  private final long number;
  private final ObjectNode json;
  private final boolean fromBot;
  private final List<StoredFile> files;
  private List<String> reactions = List.of();
  private int edits;
  private boolean deleted;

  SimulatedMessage(long number, ObjectNode json, boolean fromBot, List<StoredFile> files) {
    this.number = number;
    this.json = json;
    this.fromBot = fromBot;
    this.files = List.copyOf(files);
  }

  long number() {
    return number;
  }

  /** A copy, as the Bot API shows it. */
  ObjectNode json() {
    return json.deepCopy();
  }

  boolean isFromBot() {
    return fromBot;
  }

  boolean isDeleted() {
    return deleted;
  }

  List<String> reactions() {
    return reactions;
  }

  boolean hasText() {
    return json.has("text");
  }

  boolean hasMedia() {
    return !files.isEmpty();
  }

  long date() {
    return json.path("date").asLong();
  }

  void react(List<String> newReactions) {
    reactions = List.copyOf(newReactions);
  }

  void delete() {
    deleted = true;
  }

  /** Changes it; fails when nothing would change. */
  ObjectNode change(ObjectNode changes, List<String> replaced, long now) {
    ObjectNode after = json.deepCopy();
    replaced.forEach(after::remove);
    after.setAll(changes);
    if (after.equals(json)) {
      throw BotApiError.badRequest(
          "message is not modified: specified new message content and reply markup are exactly the same as a current"
              + " content and reply markup of the message");
    }
    replaced.forEach(json::remove);
    json.setAll(changes);
    json.put("edit_date", now);
    edits++;
    return json();
  }

  /** Whether a button of it carries a value. */
  boolean offers(String value) {
    return buttons().stream().anyMatch(b -> b.path("callback_data").asText().equals(value));
  }

  private List<JsonNode> buttons() {
    List<JsonNode> all = new ArrayList<>();
    json.path("reply_markup").path("inline_keyboard").forEach(row -> row.forEach(all::add));
    return all;
  }

  Shown shown() {
    return new Shown(
        Long.toString(number),
        json.path("text").asText(json.path("caption").asText("")),
        Optional.of(json.path("reply_to_message").path("message_id"))
            .filter(JsonNode::isNumber)
            .map(JsonNode::asText),
        files.stream().map(StoredFile::name).toList(),
        files.stream().map(f -> (long) f.bytes().length).toList(),
        buttons().stream().map(b -> b.path("text").asText()).toList(),
        reactions,
        edits,
        deleted);
  }
}
