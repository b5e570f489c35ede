package dev.milena.platform.whatsappqr;

import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chat as the person at its other end sees it. Guarded by its number. */
final class SimulatedChat {
  private final Map<String, Shown> messages = new LinkedHashMap<>();
  private final Map<String, Boolean> ours = new LinkedHashMap<>();

  void add(
      String id, boolean own, String text, Optional<String> replyTo, List<SimulatedFile> files) {
    ours.put(id, own);
    messages.put(
        id,
        new Shown(
            id,
            text,
            replyTo,
            files.stream().map(SimulatedFile::name).toList(),
            files.stream().map(f -> (long) f.bytes().length).toList(),
            List.of(),
            List.of(),
            0,
            false));
  }

  /** Whether we wrote it, and may change it. */
  boolean isOurs(String id) {
    return ours.getOrDefault(id, false);
  }

  boolean has(String id) {
    return messages.containsKey(id);
  }

  void edit(String id, String text) {
    Shown was = messages.get(id);
    put(was, text, was.reactions(), was.edits() + 1, was.deleted());
  }

  void delete(String id) {
    Shown was = messages.get(id);
    put(was, was.text(), was.reactions(), was.edits(), true);
  }

  /** Everybody has one reaction to a message. */
  void react(String id, String emoji) {
    Shown was = messages.get(id);
    List<String> reactions = emoji.isEmpty() ? List.of() : List.of(emoji);
    put(was, was.text(), reactions, was.edits(), was.deleted());
  }

  private void put(Shown was, String text, List<String> reactions, int edits, boolean deleted) {
    messages.put(
        was.id(),
        new Shown(
            was.id(),
            text,
            was.replyTo(),
            was.files(),
            was.fileBytes(),
            was.buttons(),
            reactions,
            edits,
            deleted));
  }

  List<Shown> shown() {
    List<Shown> all = new ArrayList<>();
    messages.forEach((id, message) -> {
      if (isOurs(id) || !message.reactions().isEmpty()) {
        all.add(message);
      }
    });
    return all;
  }
}
