package dev.milena.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a person reads, with its marks beside it: the form in which text travels between platforms.
 *
 * @param text the words, without any markup
 * @param marks formatting, links and mentions, ordered by where they begin, the outer one first;
 *     all inside the text
 */
public record RichText(String text, List<Mark> marks) {
  /**
   * How far back a split looks for a place where a person would split: a quarter of the room, at
   * least.
   */
  private static final int LOOK_BACK = 4;

  public RichText {
    int end = text.length();
    marks =
        marks.stream()
            .filter(m -> m.offset() < end)
            .map(m -> m.end() <= end ? m : m.at(m.offset(), end - m.offset()))
            .sorted(
                Comparator.comparingInt(Mark::offset)
                    .thenComparing(Mark::length, Comparator.reverseOrder()))
            .toList();
  }

  public static RichText plain(String text) {
    return new RichText(text, List.of());
  }

  /** This text with another behind it. */
  public RichText plus(RichText other) {
    List<Mark> all = new ArrayList<>(marks);
    other.marks.forEach(m -> all.add(m.at(m.offset() + text.length(), m.length())));
    return new RichText(text + other.text, all);
  }

  /**
   * This text as another platform can read it: mentions and the platform's own pictures lose their
   * ids, and what was written for them stays.
   */
  public RichText abroad() {
    return new RichText(text, marks.stream().map(Mark::abroad).toList());
  }

  /** The stretch from {@code from} to {@code to} (UTF-16 units), with the marks cut to it. */
  public RichText slice(int from, int to) {
    List<Mark> cut = new ArrayList<>();
    for (Mark m : marks) {
      int start = Math.max(m.offset(), from);
      int end = Math.min(m.end(), to);
      if (start < end) {
        cut.add(m.at(start - from, end - start));
      }
    }
    return new RichText(text.substring(from, to), cut);
  }

  /**
   * Cuts the text into parts of at most {@code room} UTF-16 units where a person would: between
   * paragraphs, lines, sentences or words, never inside a surrogate pair, and inside a mark only
   * where the mark alone does not fit.
   */
  public List<RichText> split(int room) {
    if (room < 2) {
      throw new IllegalArgumentException(
          "A part holds at least 2 units, else a surrogate pair would not fit");
    }
    List<RichText> parts = new ArrayList<>();
    int from = 0;
    while (text.length() - from > room) {
      int cut = cut(from, from + room);
      parts.add(slice(from, cut).trimmedEnd());
      from = skipBlank(cut);
    }
    if (from < text.length() || parts.isEmpty()) {
      parts.add(slice(from, text.length()));
    }
    return parts.stream().filter(p -> parts.size() == 1 || !p.text.isEmpty()).toList();
  }

  private int cut(int from, int limit) {
    int earliest = limit - (limit - from) * (LOOK_BACK - 1) / LOOK_BACK;
    return lastBefore("\n\n", earliest, limit, limit - from)
        .or(() -> lastBefore("\n", earliest, limit, limit - from))
        .or(() -> lastBefore(". ", earliest, limit, limit - from))
        .or(() -> lastBefore(" ", earliest, limit, limit - from))
        .or(() -> beforeMark(from, limit))
        .orElseGet(() -> Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit);
  }

  /** The last place after {@code sign} in the range that is inside no mark which would fit. */
  private Optional<Integer> lastBefore(String sign, int earliest, int limit, int room) {
    // Blanks at the end of a part are cut off, so they may stand beyond the limit.
    for (int at = text.lastIndexOf(sign, limit - sign.strip().length());
        at >= earliest;
        at = text.lastIndexOf(sign, at - 1)) {
      int place = at + sign.length();
      if (marks.stream().noneMatch(m -> spans(m, place) && m.length() <= room)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  private static boolean spans(Mark mark, int place) {
    return mark.offset() < place && place < mark.end();
  }

  /** The start of a mark that crosses the limit, if it can go whole into the next part. */
  private Optional<Integer> beforeMark(int from, int limit) {
    return marks.stream()
        .filter(m ->
            m.offset() > from
                && m.offset() < limit
                && m.end() > limit
                && m.length() <= limit - from)
        .map(Mark::offset)
        .filter(at -> !Character.isLowSurrogate(text.charAt(at)))
        .findFirst();
  }

  /** Past empty lines, and past spaces unless they begin a line: code is indented. */
  private int skipBlank(int from) {
    boolean lineBegins = text.charAt(from - 1) == '\n';
    int at = from;
    while (at < text.length()
        && (text.charAt(at) == '\n' || text.charAt(at) == ' ' && !lineBegins)) {
      at++;
    }
    return at;
  }

  private RichText trimmedEnd() {
    int end = text.stripTrailing().length();
    return end == text.length() ? this : slice(0, end);
  }

  /** Only the size: the words belong to people. */
  @Override
  public String toString() {
    return "RichText[" + text.length() + " units, " + marks.size() + " marks]";
  }
}
