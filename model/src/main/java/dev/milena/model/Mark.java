package dev.milena.model;

import java.util.Optional;

/**
 * Formatting, a link or a mention over a stretch of text.
 *
 * @param type what it is
 * @param offset first position, in UTF-16 units (Java string indices)
 * @param length length in UTF-16 units, at least 1
 * @param value what belongs to it: see {@link MarkType}
 */
public record Mark(MarkType type, int offset, int length, Optional<String> value) {
  public Mark {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException(
          "A mark covers at least one unit at or after 0, got " + offset + "+" + length);
    }
  }

  public static Mark of(MarkType type, int offset, int length) {
    return new Mark(type, offset, length, Optional.empty());
  }

  public static Mark of(MarkType type, int offset, int length, String value) {
    return new Mark(type, offset, length, Optional.of(value));
  }

  /** First position after it. */
  public int end() {
    return offset + length;
  }

  /** The same mark elsewhere. */
  public Mark at(int newOffset, int newLength) {
    return new Mark(type, newOffset, newLength, value);
  }

  /** The same mark, without what only its own platform understands. */
  Mark abroad() {
    return type.namesById() ? of(type, offset, length) : this;
  }

  /** Addresses of links belong to people and stay out of logs. */
  @Override
  public String toString() {
    return "Mark[" + type + " " + offset + "+" + length + "]";
  }
}
