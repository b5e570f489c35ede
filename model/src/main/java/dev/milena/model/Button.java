package dev.milena.model;

import java.util.Optional;

/**
 * A button under a message.
 *
 * @param id what a press names as {@code interaction.actionId}; absent for a button that only opens
 *     a page
 * @param label what stands on it
 * @param value what a press carries as {@code interaction.value}; absent: the id
 * @param style {@code primary}, {@code danger} or {@code success}; others are shown plainly
 * @param url the page that it opens
 */
public record Button(
    Optional<String> id,
    String label,
    Optional<String> value,
    Optional<String> style,
    Optional<String> url) {
  public Button {
    Words.require(label, "label of a button");
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

  /** What a press sends back: the value, else the id, else the label. */
  public String pressValue() {
    return value.or(() -> id).orElse(label);
  }

  @Override
  public String toString() {
    return "Button[" + id.orElse("-") + "]";
  }
}
