package dev.milena.model;

import java.util.Optional;

/**
 * One of several that somebody picks from, in a menu or in a form.
 *
 * @param label what stands there
 * @param value what comes back when it is picked; absent: the label
 */
public record Choice(String label, Optional<String> value) {
  public Choice {
    Words.require(label, "label of a choice");
  }

  public static Choice of(String label, String value) {
    return new Choice(label, Optional.of(value));
  }

  /** What comes back: the value, else the label. */
  public String pickedValue() {
    return value.orElse(label);
  }

  @Override
  public String toString() {
    return "Choice[]";
  }
}
