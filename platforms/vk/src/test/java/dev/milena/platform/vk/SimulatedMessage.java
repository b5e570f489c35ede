package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message in a simulated chat. Whoever reads or changes it holds the community's lock. */
final class SimulatedMessage {
  private final long cmid;
  private final long at;
  private final boolean ours;
  private final Optional<String> replyTo;
  private String text;
  private List<StoredFile> files;
  private JsonNode keyboard;
  private Optional<String> reaction = Optional.empty();
  private int edits;
  private boolean deleted;

  /**
   * What hangs on a message.
   *
   * @param handle as in {@code doc1_2}
   */
  record StoredFile(String handle, String name, byte[] bytes) {
    @Override
    public String toString() {
      return "StoredFile[" + handle + "]";
    }
  }

  SimulatedMessage(
      long cmid,
      long at,
      boolean ours,
      String text,
      Optional<String> replyTo,
      List<StoredFile> files,
      JsonNode keyboard) {
    this.cmid = cmid;
    this.at = at;
    this.ours = ours;
    this.text = text;
    this.replyTo = replyTo;
    this.files = files;
    this.keyboard = keyboard;
  }

  long cmid() {
    return cmid;
  }

  /** When it was written, in seconds since 1970. */
  long at() {
    return at;
  }

  boolean isOurs() {
    return ours;
  }

  boolean isDeleted() {
    return deleted;
  }

  String text() {
    return text;
  }

  /** What is left out is taken away, as VK does. */
  void change(String newText, List<StoredFile> newFiles, JsonNode newKeyboard) {
    text = newText;
    files = newFiles;
    keyboard = newKeyboard;
    edits++;
  }

  void delete() {
    deleted = true;
  }

  /** The community's own reaction. */
  void react(Optional<String> emoji) {
    reaction = emoji;
  }

  boolean isReactedOn() {
    return reaction.isPresent();
  }

  /** The payloads of its buttons. */
  List<String> payloads() {
    return buttons().stream()
        .map(button -> button.path("action").path("payload").asText())
        .toList();
  }

  private List<JsonNode> buttons() {
    List<JsonNode> all = new ArrayList<>();
    keyboard.path("buttons").forEach(row -> row.forEach(all::add));
    return all;
  }

  Shown shown() {
    return new Shown(
        Long.toString(cmid),
        // What keeps signs apart is not seen.
        text.replace("\u200b", ""),
        replyTo,
        files.stream().map(StoredFile::name).toList(),
        files.stream().map(file -> (long) file.bytes().length).toList(),
        buttons().stream().map(button -> button.path("action").path("label").asText()).toList(),
        reaction.stream().toList(),
        edits,
        deleted);
  }

  /** As an answer to it shows it. */
  ObjectNode quoted(long peer, long from) {
    return dev.milena.model.Json.mapper()
        .createObjectNode()
        .put("date", at)
        .put("from_id", from)
        .put("peer_id", peer)
        .put("conversation_message_id", cmid)
        .put("id", 0)
        .put("text", text);
  }
}
