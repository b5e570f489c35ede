package dev.milena.platform;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Puts the words of a form into the room that a platform has for each, and remembers whether any
 * had to be shortened: a long label is better cut than the form refused. Not thread-safe.
 */
public final class FormWords {
  private static final String MORE = "…";

  private final ToIntFunction<String> size;
  private boolean shortened;

  private FormWords(ToIntFunction<String> size) {
    this.size = size;
  }

  /** For a platform that counts UTF-16 units. */
  public static FormWords inUnits() {
    return new FormWords(String::length);
  }

  /** For a platform that counts bytes of UTF-8. */
  public static FormWords inBytes() {
    return new FormWords(words -> words.getBytes(StandardCharsets.UTF_8).length);
  }

  /** The words, or as much of them as fits, with a sign that there is more. */
  public String fit(String words, int max) {
    if (size.applyAsInt(words) <= max) {
      return words;
    }
    shortened = true;
    int end = Math.min(words.length(), max);
    while (end > 0
        && (Character.isHighSurrogate(words.charAt(end - 1))
            || size.applyAsInt(words.substring(0, end) + MORE) > max)) {
      end--;
    }
    return words.substring(0, end) + MORE;
  }

  /** Whether words fit as they are. */
  public boolean fits(String words, int max) {
    return size.applyAsInt(words) <= max;
  }

  /** What a plan reports. */
  public List<String> degraded() {
    return shortened ? List.of(Degradation.FORM_WORDS) : List.of();
  }
}
