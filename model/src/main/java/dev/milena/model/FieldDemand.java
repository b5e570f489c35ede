package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.milena.model.FormField.Kind;
import java.util.List;
import java.util.Optional;

/**
 * What a form demands of one answer, without the words around it: short, because it travels with
 * the form where the platform cannot check it, and comes back with the answers. Pure.
 *
 * <p>Patterns are those of RE2, whose time grows with the length of the text and not beyond it: the
 * pattern is a program's, the text a stranger's, and they meet on an event loop.
 *
 * @param id of the field
 * @param kind what is asked for
 * @param required whether it must be filled in
 * @param minLength fewest characters
 * @param maxLength most characters
 * @param pattern what the whole text must match
 * @param complaint what the person is told; absent: a sentence in English
 * @param picks values that can be picked; empty: any
 * @see <a href="https://github.com/google/re2j">RE2/J, read 2026-11-21</a>
 */
public record FieldDemand(
    String id,
    @JsonProperty("k") Kind kind,
    @JsonProperty("r") boolean required,
    @JsonProperty("min") Optional<Integer> minLength,
    @JsonProperty("max") Optional<Integer> maxLength,
    @JsonProperty("p") Optional<String> pattern,
    @JsonProperty("c") Optional<String> complaint,
    @JsonProperty("v") List<String> picks) {
  /** Longer than that no platform lets a text of a form be (the longest: 4,000). */
  public static final int TEXT_MAX = 4000;

  /** Instructions of a compiled pattern: with the longest text they take some 50 ms at worst. */
  private static final int PROGRAM_MAX = 2000;

  /**
   * Length of a pattern times all its repetitions: beyond that compiling it takes longer than a
   * tenth of a second, and in the end all memory.
   */
  private static final long SIZE_MAX = 100_000;

  private static final Pattern REPETITION = Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?}");

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}([.,][0-9]{1,40})?");

  /** Whether there is anybody only the post knows. */
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

  public FieldDemand {
    Words.require(id, "id of a field");
    kind = kind == null ? Kind.TEXT : kind;
    picks = Lists.copy(picks);
  }

  /** All that a field demands. */
  public static FieldDemand of(FormField field) {
    return new FieldDemand(
        field.id(),
        field.kind(),
        field.required(),
        field.minLength(),
        field.maxLength(),
        field.pattern(),
        field.complaint(),
        field.choices().stream().map(Choice::pickedValue).toList());
  }

  /** The pattern alone, for platforms that check all the rest. */
  public FieldDemand patternAlone() {
    return new FieldDemand(
        id, Kind.TEXT, false, Optional.empty(), Optional.empty(), pattern, complaint, List.of());
  }

  /** Whether some answer would not do. */
  public boolean asks() {
    return required
        || minLength.isPresent()
        || maxLength.isPresent()
        || pattern.isPresent()
        || kind == Kind.NUMBER
        || kind == Kind.EMAIL
        || !picks.isEmpty();
  }

  /** Whether a pattern can be read, and is not too large to be tried on an event loop. */
  public static boolean isPattern(String pattern) {
    return compiled(pattern).isPresent();
  }

  private static Optional<Pattern> compiled(String pattern) {
    if (size(pattern) > SIZE_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(pattern)).filter(p -> p.programSize() <= PROGRAM_MAX);
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  private static long size(String pattern) {
    Matcher repetitions = REPETITION.matcher(pattern);
    long size = pattern.length();
    while (repetitions.find() && size <= SIZE_MAX) {
      size *= Math.max(1, Math.max(times(repetitions.group(1)), times(repetitions.group(2))));
    }
    return size;
  }

  private static long times(String digits) {
    return digits == null || digits.isEmpty() || digits.length() > 9 ? 1 : Long.parseLong(digits);
  }

  /**
   * What to tell a person who gave this answer; empty where it does.
   *
   * @param given what was typed, or picked; nothing, or blank: left empty
   */
  public Optional<String> complaintAbout(List<String> given) {
    List<String> filled = given.stream().filter(g -> !g.isBlank()).toList();
    return wrong(filled).map(sentence -> complaint.orElse(sentence));
  }

  private Optional<String> wrong(List<String> filled) {
    if (filled.isEmpty()) {
      return required ? Optional.of("Please fill this in.") : Optional.empty();
    }
    return switch (kind) {
      case TEXT, PARAGRAPH -> wrongText(filled.getFirst());
      case NUMBER ->
          NUMBER.matches(filled.getFirst().strip())
              ? wrongText(filled.getFirst())
              : Optional.of("Please give a number.");
      case EMAIL ->
          EMAIL.matches(bounded(filled.getFirst().strip()))
              ? wrongText(filled.getFirst())
              : Optional.of("Please give an e-mail address.");
      case CHOICE, CHOICES ->
          picks.isEmpty() || picks.containsAll(filled)
              ? Optional.empty()
              : Optional.of("Please pick from the choices.");
      case YES_NO ->
          required && !filled.contains("true")
              ? Optional.of("Please confirm this.")
              : Optional.empty();
    };
  }

  private Optional<String> wrongText(String text) {
    int length = text.codePointCount(0, text.length());
    int most = Math.min(maxLength.orElse(TEXT_MAX), TEXT_MAX);
    if (length > most) {
      return Optional.of("Please give at most " + most + " characters.");
    }
    if (minLength.filter(min -> length < min).isPresent()) {
      return Optional.of("Please give at least " + minLength.get() + " characters.");
    }
    return pattern.flatMap(FieldDemand::compiled).filter(p -> !p.matches(text)).isPresent()
        ? Optional.of("Please give it in the form that is asked for.")
        : Optional.empty();
  }

  private static String bounded(String text) {
    return text.length() <= TEXT_MAX ? text : "";
  }

  /** Its words belong to people. */
  @Override
  public String toString() {
    return "FieldDemand[" + id + "]";
  }
}
