package dev.milena.embedded;

import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A room of a simulated platform, in which one person speaks and the hub shows what others say.
 *
 * @param id as the platform calls it
 * @param key as the hub does
 * @param title what the hub knows it by
 */
record Room(PlatformSimulator simulator, AccountRef account, String id, String key, String title) {
  String write(String text) {
    return simulator.write(account, id, text);
  }

  void edit(String message, String text) {
    simulator.edit(account, id, message, text);
  }

  void sendFile(OfferedFile file) {
    simulator.sendFile(account, id, file);
  }

  String reply(String message, String text) {
    return simulator.reply(account, id, message, text);
  }

  void react(String message, String emoji, boolean on) {
    simulator.react(account, id, message, emoji, on);
  }

  void press(String message, String value) {
    simulator.press(account, id, message, value);
  }

  /** Takes a message back; returns whether the hub can be told of that. */
  boolean delete(String message) {
    try {
      simulator.delete(account, id, message);
      return true;
    } catch (UnsupportedOperationException nobodyIsTold) {
      return false;
    }
  }

  /** Whether the hub is told which of somebody's reactions they have taken away. */
  boolean saysWhichReactionEnded() {
    return simulator.saysWhichReactionEnded();
  }

  /** Lets a program ask something, with a button to answer by. */
  void ask(String question, String label, String value) {
    Map<String, Object> button = Map.of("id", value, "label", label, "value", value);
    Map<String, Object> content = Map.of("text", question, "buttons", List.of(List.of(button)));
    Rooms.api()
        .body(Map.of("to", Map.of("conversation", key), "content", content))
        .post("/messages")
        .then()
        .statusCode(202);
  }

  /** What has buttons here, by its text or a button. */
  Optional<Shown> question(String words) {
    return shown().stream()
        .filter(s -> !s.buttons().isEmpty())
        .filter(s -> s.text().equals(words) || s.buttons().contains(words))
        .findFirst();
  }

  /** All that the hub shows here. */
  List<Shown> shown() {
    return simulator.shown(account, id).stream().filter(s -> !s.deleted()).toList();
  }

  Optional<Shown> shown(String message) {
    return shown().stream().filter(s -> s.id().equals(message)).findFirst();
  }

  /** What the hub shows of what somebody said in another room, in its order. */
  List<Shown> from(Room other) {
    return shown().stream()
        .filter(s -> s.text().matches("(?s).*\\S \\(" + place(other) + "\\):.*"))
        .toList();
  }

  /** The words alone of what somebody said in another room, without who said them. */
  List<String> said(Room other) {
    String place = " (" + place(other) + "):";
    return from(other).stream()
        .map(s -> s.text().substring(s.text().indexOf(place) + place.length()).strip())
        .toList();
  }

  private String place(Room other) {
    boolean same = other.account.platform().equals(account.platform());
    return same && !other.title.isEmpty() ? other.title : other.account.platform();
  }

  /** What the hub shows here of a text of another room. */
  Optional<Shown> copy(Room other, String text) {
    return from(other).stream().filter(s -> s.text().endsWith(": " + text)).findFirst();
  }

  @Override
  public String toString() {
    return key;
  }
}
