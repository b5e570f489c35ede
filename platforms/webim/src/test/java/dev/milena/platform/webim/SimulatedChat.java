package dev.milena.platform.webim;

import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A chat of the simulated desk: what the hub brought into it, in its order. Thread-safe. */
final class SimulatedChat {
  private final long number;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, List<String>> offers = new HashMap<>();
  private boolean open = true;

  /** A message of the hub; the size of its file comes when the file is fetched. */
  private static final class Entry {
    private final String id;
    private final String text;
    private final Optional<String> replyTo;
    private final List<String> files;
    private final List<String> buttons;
    private OptionalLong fileBytes = OptionalLong.empty();

    Entry(
        String id,
        String text,
        Optional<String> replyTo,
        List<String> files,
        List<String> buttons) {
      this.id = id;
      this.text = text;
      this.replyTo = replyTo;
      this.files = files;
      this.buttons = buttons;
    }

    Shown shown() {
      List<Long> bytes = fileBytes.isPresent() ? List.of(fileBytes.getAsLong()) : List.of();
      return new Shown(id, text, replyTo, files, bytes, buttons, List.of(), 0, false);
    }
  }

  SimulatedChat(long number) {
    this.number = number;
  }

  /** The desk's own number of the chat. */
  long number() {
    return number;
  }

  synchronized boolean isOpen() {
    return open;
  }

  synchronized void open(boolean newOpen) {
    open = newOpen;
  }

  /** The desk itself offers buttons. */
  synchronized void offered(String keyboard, List<String> buttons) {
    offers.put(keyboard, buttons);
  }

  synchronized boolean offers(String keyboard, String button) {
    return offers.getOrDefault(keyboard, List.of()).contains(button);
  }

  synchronized void text(String id, String text, Optional<String> replyTo, List<String> buttons) {
    entries.add(new Entry(id, text, replyTo, List.of(), buttons));
  }

  /** Returns what to call when the bytes are there. */
  synchronized java.util.function.LongConsumer file(String id, String name, String caption) {
    Entry entry = new Entry(id, caption, Optional.empty(), List.of(name), List.of());
    entries.add(entry);
    return bytes -> arrived(entry, bytes);
  }

  private synchronized void arrived(Entry entry, long bytes) {
    entry.fileBytes = OptionalLong.of(bytes);
  }

  synchronized List<Shown> shown() {
    return entries.stream().map(Entry::shown).toList();
  }
}
