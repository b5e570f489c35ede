package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/**
 * A button under a message, or with choices a menu.
 *
 * @param id what a press names as {@code interaction.actionId}; absent for a button that only opens
 *     a page
 * @param label what stands on it
 * @param value what a press carries as {@code interaction.value}; absent: the id. With a menu it is
 *     the picked choice's
 * @param style {@code primary}, {@code danger} or {@code success}; others are shown plainly
 * @param url the page that it opens
 * @param choices of which one is picked; empty on a button that is just pressed
 */
public record Button(
    Optional<String> id,
    String label,
    Optional<String> value,
    Optional<String> style,
    Optional<String> url,
    List<Choice> choices) {
  public Button {
    Words.require(label, "label of a button");
    choices = Lists.copy(choices);
  }

  /** A button without choices. */
  public Button(
      Optional<String> id,
      String label,
      Optional<String> value,
      Optional<String> style,
      Optional<String> url) {
    this(id, label, value, style, url, List.of());
  }

  /** A button that sends {@code value} back. */
  public static Button pressing(String id, String label, String value) {
    return new Button(
        Optional.of(id), label, Optional.of(value), Optional.empty(), Optional.empty());
  }

  /** A button that opens a page. */
  public static Button opening(String label, String url) {
    return new Button(
        Optional.empty(), label, Optional.empty(), Optional.empty(), Optional.of(url));
  }

  /** A menu that sends the picked choice's value back. */
  public static Button choosing(String id, String label, List<Choice> choices) {
    return new Button(
        Optional.of(id), label, Optional.empty(), Optional.empty(), Optional.empty(), choices);
  }

  @JsonIgnore
  public boolean isMenu() {
    return !choices.isEmpty();
  }

  /** What a press sends back: the value, else the id, else the label. */
  public String pressValue() {
    return value.or(() -> id).orElse(label);
  }

  @Override
  public String toString() {
    return "Button[" + id.orElse("-") + "]";
  }
}
