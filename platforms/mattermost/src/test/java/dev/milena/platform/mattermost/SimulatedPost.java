package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Content;
import dev.milena.platform.Markup;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A post of the simulated server. Guarded by its bot's lock. */
final class SimulatedPost {
  /** A file that was uploaded. */
  record StoredFile(String id, String channel, String name, String mime, byte[] bytes) {
    @Override
    public String toString() {
      return "StoredFile[" + bytes.length + " bytes]";
    }

    ObjectNode json(String post) {
      int dot = name.lastIndexOf('.');
      return SimulatedBot.object()
          .put("id", id)
          .put("post_id", post)
          .put("channel_id", channel)
          .put("name", name)
          .put("extension", dot < 0 ? "" : name.substring(dot + 1))
          .put("size", bytes.length)
          .put("mime_type", mime);
    }
  }

  private final ObjectNode json;
  private final boolean ours;
  private final List<StoredFile> files;
  private final List<ObjectNode> reactions = new ArrayList<>();
  private int edits;

  SimulatedPost(ObjectNode json, boolean ours, List<StoredFile> files) {
    this.json = json;
    this.ours = ours;
    this.files = List.copyOf(files);
  }

  String id() {
    return json.path("id").asText();
  }

  String root() {
    return json.path("root_id").asText();
  }

  boolean isOurs() {
    return ours;
  }

  boolean isDeleted() {
    return json.path("delete_at").asLong() > 0;
  }

  long changedAt() {
    return json.path("update_at").asLong();
  }

  /** As the server shows it: what buttons carry it keeps to itself. */
  ObjectNode json() {
    ObjectNode shown = json.deepCopy();
    ObjectNode metadata = shown.putObject("metadata");
    files.forEach(f -> metadata.withArray("files").add(f.json(id())));
    reactions.forEach(r -> metadata.withArray("reactions").add(r.deepCopy()));
    shown.path("props").findValues("integration").forEach(i -> ((ObjectNode) i).removeAll());
    return shown;
  }

  void change(Optional<String> message, Optional<ObjectNode> props, long at) {
    message.ifPresent(m -> json.put("message", m));
    props.ifPresent(p -> json.set("props", p));
    json.put("edit_at", at).put("update_at", at);
    edits++;
  }

  void pin(long at) {
    json.put("is_pinned", true).put("update_at", at);
  }

  void delete(long at) {
    json.put("delete_at", at).put("update_at", at);
  }

  void react(ObjectNode reaction) {
    unreact(reaction.path("user_id").asText(), reaction.path("emoji_name").asText());
    reactions.add(reaction);
    json.put("update_at", reaction.path("update_at").asLong());
  }

  /** The reaction that went; empty where there was none. */
  Optional<ObjectNode> unreact(String user, String emoji) {
    Optional<ObjectNode> found =
        reactions.stream()
            .filter(r ->
                r.path("user_id").asText().equals(user)
                    && r.path("emoji_name").asText().equals(emoji))
            .findFirst();
    found.ifPresent(reactions::remove);
    return found;
  }

  boolean hasReactions() {
    return !reactions.isEmpty();
  }

  /** A button of it, whatever its value. */
  Optional<JsonNode> button(String value) {
    return actions()
        .filter(a ->
            a.path("integration")
                    .path("context")
                    .path(MattermostSigned.VALUE)
                    .asText()
                    .equals(value)
                || a.path("options")
                    .valueStream()
                    .anyMatch(o -> o.path("value").asText().equals(value)))
        .findFirst();
  }

  private static Stream<String> labels(JsonNode action) {
    return action.has("options")
        ? action.path("options").valueStream().map(o -> o.path("text").asText())
        : Stream.of(action.path("name").asText());
  }

  private Stream<JsonNode> actions() {
    return StreamSupport.stream(json.path("props").path("attachments").spliterator(), false)
        .flatMap(a -> StreamSupport.stream(a.path("actions").spliterator(), false));
  }

  ArrayNode fileIds() {
    return json.withArray("file_ids");
  }

  Shown shown() {
    return new Shown(
        id(),
        Markup.read(
                new Content(
                    Optional.of(json.path("message").asText()),
                    Content.Format.MARKDOWN,
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty()))
            .text(),
        Optional.of(root()).filter(r -> !r.isEmpty()),
        files.stream().map(StoredFile::name).toList(),
        files.stream().map(f -> (long) f.bytes().length).toList(),
        actions().flatMap(SimulatedPost::labels).toList(),
        reactions.stream()
            .map(r -> r.path("emoji_name").asText())
            .map(n -> MattermostEmoji.emoji(n).orElse(n))
            .toList(),
        edits,
        isDeleted());
  }

  /** Fields that every post has. */
  static ObjectNode fields(
      String channel,
      String user,
      String message,
      String root,
      Map<String, String> flags,
      long at) {
    ObjectNode post =
        SimulatedBot.object()
            .put("id", SimulatedIds.random())
            .put("create_at", at)
            .put("update_at", at)
            .put("edit_at", 0)
            .put("delete_at", 0)
            .put("is_pinned", false)
            .put("user_id", user)
            .put("channel_id", channel)
            .put("root_id", root)
            .put("original_id", "")
            .put("message", message)
            .put("type", "")
            .put("hashtags", "")
            .put("pending_post_id", "")
            .put("reply_count", 0);
    ObjectNode props = post.putObject("props");
    flags.forEach(props::put);
    return post;
  }
}
