package dev.milena.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.Payload;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/** What a visitor sees: the entries of their feed, as the widget shows them. Thread-safe. */
final class SimulatedScreen {
  private final Map<String, Item> items = new LinkedHashMap<>();

  /** Fetches a file and tells its size. */
  private final BiConsumer<String, LongConsumer> files;

  private final Runnable accepted;

  SimulatedScreen(BiConsumer<String, LongConsumer> files, Runnable accepted) {
    this.files = files;
    this.accepted = accepted;
  }

  private static final class Item {
    private final String id;
    private final boolean own;
    private String text = "";
    private Optional<String> replyTo = Optional.empty();
    private final List<String> files = new ArrayList<>();
    private final Map<Integer, Long> sizes = new TreeMap<>();
    private final List<JsonNode> buttons = new ArrayList<>();
    private final List<String> reactions = new ArrayList<>();
    private int edits;
    private boolean deleted;

    Item(String id, boolean own) {
      this.id = id;
      this.own = own;
    }

    Shown shown() {
      return new Shown(
          id,
          text,
          replyTo,
          List.copyOf(files),
          List.copyOf(sizes.values()),
          buttons.stream().map(b -> b.path("label").asText()).toList(),
          List.copyOf(reactions),
          edits,
          deleted);
    }
  }

  synchronized void show(JsonNode entry) {
    String id = entry.path("id").asText();
    switch (entry.path("type").asText()) {
      case "message" -> {
        if (!items.containsKey(id)) {
          add(new Item(id, entry.path("own").asBoolean()), entry);
        }
      }
      case "edited" -> find(id).ifPresent(item -> edit(item, entry));
      case "deleted" -> find(id).ifPresent(item -> item.deleted = true);
      case "reaction" ->
          find(id).filter(_ -> !entry.path("own").asBoolean()).ifPresent(i -> react(i, entry));
      default -> {
        // Read, typing, pressed: nothing of a message changes.
      }
    }
  }

  private Optional<Item> find(String id) {
    return Optional.ofNullable(items.get(id));
  }

  private void add(Item item, JsonNode entry) {
    items.put(item.id, item);
    fill(item, entry);
    item.replyTo = Payload.text(entry, "replyTo");
    if (!item.own) {
      accepted.run();
    }
    List<JsonNode> attached = Payload.each(entry, "attachments").toList();
    for (int i = 0; i < attached.size(); i++) {
      int number = i;
      item.files.add(attached.get(i).path("name").asText(attached.get(i).path("type").asText()));
      files.accept(attached.get(i).path("url").asText(), size -> loaded(item, number, size));
    }
  }

  private synchronized void loaded(Item item, int number, long size) {
    item.sizes.put(number, size);
  }

  private static void fill(Item item, JsonNode entry) {
    item.text = entry.path("text").asText("");
    item.buttons.clear();
    Payload.each(entry, "buttons").forEach(row -> row.forEach(item.buttons::add));
  }

  private static void edit(Item item, JsonNode entry) {
    item.edits += item.text.equals(entry.path("text").asText("")) ? 0 : 1;
    fill(item, entry);
  }

  private static void react(Item item, JsonNode entry) {
    String emoji = entry.path("emoji").asText();
    item.reactions.removeAll(Collections.singleton(emoji));
    if (entry.path("on").asBoolean()) {
      item.reactions.add(emoji);
    }
  }

  /** What the hub said, and what it put on what the visitor said. */
  synchronized List<Shown> shown() {
    return items.values().stream()
        .filter(item -> !item.own || !item.reactions.isEmpty())
        .map(Item::shown)
        .toList();
  }

  /** A message of the visitor's own, which stands there before the feed says so. */
  synchronized void wrote(String id, String text) {
    Item item = items.computeIfAbsent(id, _ -> new Item(id, true));
    item.text = text;
  }
}
