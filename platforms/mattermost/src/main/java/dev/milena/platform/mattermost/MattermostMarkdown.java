package dev.milena.platform.mattermost;

import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes words with marks as Mattermost's Markdown, so that people read just these words: signs
 * that would mean something are escaped, and nobody can have a whole channel called by bridging the
 * word for it. Not for reuse: one text, one writer.
 *
 * @see <a href="https://github.com/mattermost/marked/blob/master/lib/marked.js">The server's
 *     dialect: which signs a backslash escapes, read 2026-11-21</a>
 */
final class MattermostMarkdown {
  private static final String ALWAYS = "\\`*_~[]";

  /** What makes a list, a heading, a quote or a table where a line begins. */
  private static final String AT_LINE_START = "#>+-|";

  private static final char NO_BREAK_SPACE = '\u00a0';

  /** Seen by nobody; keeps apart what together would mean something. */
  private static final String NOTHING = "\u200b";

  /** So many spaces make a line code. */
  private static final int CODE_INDENT = 4;

  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>]+");
  private static final Pattern EVERYBODY =
      Pattern.compile("@(?=(?:all|channel|here)\\b)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = Pattern.compile("[@#][\\p{L}\\p{N}._-]+");
  private static final Pattern ONLY_EQUALS = Pattern.compile("(?m)^(?= {0,3}=+\\s*$)");

  /** Marks that Mattermost has signs for, the outer ones first. */
  private static final Set<MarkType> SHOWN =
      EnumSet.of(
          MarkType.QUOTE,
          MarkType.PRE,
          MarkType.LINK,
          MarkType.BOLD,
          MarkType.ITALIC,
          MarkType.STRIKE,
          MarkType.CODE);

  private final String text;
  private final List<Mark> marks;
  private final StringBuilder out = new StringBuilder();

  /**
   * Kinds of marks that are around what is written now: inside its own kind a mark says nothing.
   */
  private final Set<MarkType> open = EnumSet.noneOf(MarkType.class);

  private MattermostMarkdown(RichText rich) {
    this.text = rich.text();
    this.marks =
        rich.marks().stream()
            .map(m -> trimmed(rich.text(), m))
            .flatMap(Optional::stream)
            .sorted(
                Comparator.comparingInt(Mark::offset)
                    .thenComparing(Mark::length, Comparator.reverseOrder()))
            .toList();
  }

  static String of(RichText rich) {
    MattermostMarkdown writer = new MattermostMarkdown(rich);
    writer.write(0, rich.text().length(), writer.outermost(0, rich.text().length(), writer.marks));
    return writer.out.toString();
  }

  /** Whether it has marks that Mattermost has no signs for. */
  static boolean loses(RichText rich) {
    return rich.marks().stream()
        .anyMatch(m -> m.type() == MarkType.UNDERLINE || m.type() == MarkType.SPOILER);
  }

  /** Signs count only where they touch the words, so blanks stay outside. */
  private static Optional<Mark> trimmed(String text, Mark mark) {
    if (!SHOWN.contains(mark.type()) && !isName(mark, text)) {
      return Optional.empty();
    }
    int start = mark.offset();
    int end = mark.end();
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return start < end ? Optional.of(mark.at(start, end - start)) : Optional.empty();
  }

  /** Names are written as they are: escaped, nobody would be called. */
  private static boolean isName(Mark mark, String text) {
    return (mark.type() == MarkType.MENTION || mark.type() == MarkType.HASHTAG)
        && NAME.matcher(text.substring(mark.offset(), mark.end())).matches();
  }

  /**
   * The marks between two places that lie in no other one. Of marks that cross, the part that
   * reaches beyond the first is left out: signs can only nest.
   */
  private List<Mark> outermost(int from, int to, List<Mark> candidates) {
    List<Mark> found = new ArrayList<>();
    int free = from;
    for (Mark mark : candidates) {
      int start = Math.max(mark.offset(), free);
      int end = Math.min(mark.end(), to);
      if (mark.offset() >= free && start < end) {
        trimmed(text, mark.at(start, end - start)).ifPresent(found::add);
        free = end;
      }
    }
    return found;
  }

  private void write(int from, int to, List<Mark> outer) {
    int at = from;
    for (Mark mark : outer) {
      plain(at, mark.offset());
      marked(mark);
      at = mark.end();
    }
    plain(at, to);
  }

  private void inside(Mark mark) {
    List<Mark> inner =
        marks.stream()
            .filter(m ->
                m.offset() < mark.end()
                    && m.end() > mark.offset()
                    && (m.length() < mark.length()
                        || m.length() == mark.length() && comesLater(m, mark)))
            .toList();
    write(mark.offset(), mark.end(), outermost(mark.offset(), mark.end(), inner));
  }

  /** Two marks around the same words nest in the order in which they are listed. */
  private boolean comesLater(Mark one, Mark other) {
    return one.type() != other.type() && indexOf(one) > indexOf(other);
  }

  private int indexOf(Mark mark) {
    for (int i = 0; i < marks.size(); i++) {
      Mark m = marks.get(i);
      if (m.type() == mark.type() && m.offset() <= mark.offset() && m.end() >= mark.end()) {
        return i;
      }
    }
    return -1;
  }

  private void marked(Mark mark) {
    if (!open.add(mark.type())) {
      inside(mark);
      return;
    }
    switch (mark.type()) {
      case BOLD -> between("**", mark);
      case ITALIC -> between("*", mark);
      case STRIKE -> between("~~", mark);
      case CODE -> code(mark);
      case PRE -> block(mark);
      case QUOTE -> quote(mark);
      case LINK -> link(mark);
      case MENTION, HASHTAG -> out.append(text, mark.offset(), mark.end());
      case UNDERLINE, SPOILER, COMMAND, CUSTOM_EMOJI, OTHER -> inside(mark);
    }
    open.remove(mark.type());
  }

  private void between(String sign, Mark mark) {
    out.append(sign);
    inside(mark);
    out.append(sign);
  }

  /** The fence is longer than any inside. */
  private void code(Mark mark) {
    String words = text.substring(mark.offset(), mark.end()).replace('\n', ' ');
    String fence = "`".repeat(longestRun(words) + 1);
    String gap = words.startsWith("`") || words.endsWith("`") ? " " : "";
    out.append(fence).append(gap).append(words).append(gap).append(fence);
  }

  private void block(Mark mark) {
    String words = text.substring(mark.offset(), mark.end());
    String fence = "`".repeat(Math.max(3, longestRun(words) + 1));
    freshLine();
    out.append(fence)
        .append(mark.value().filter(v -> v.matches("[\\w+#.-]{1,40}")).orElse(""))
        .append('\n')
        .append(words)
        .append('\n')
        .append(fence);
    lineEnds(mark.end());
  }

  private static int longestRun(String words) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < words.length(); i++) {
      run = words.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private void quote(Mark mark) {
    freshLine();
    int begin = out.length();
    out.append("> ");
    inside(mark);
    for (int at = out.indexOf("\n", begin); at >= 0; at = out.indexOf("\n", at + 1)) {
      out.insert(at + 1, "> ");
    }
    lineEnds(mark.end());
    if (mark.end() < text.length()) {
      // Else the line behind it would belong to it still.
      out.append('\n');
    }
  }

  private void freshLine() {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
  }

  private void lineEnds(int end) {
    if (end < text.length() && text.charAt(end) != '\n') {
      out.append('\n');
    }
  }

  private void link(Mark mark) {
    String shown = text.substring(mark.offset(), mark.end());
    Optional<String> address = mark.value().filter(v -> !v.equals(shown));
    if (address.isEmpty() || !isAddress(address.get())) {
      inside(mark);
      return;
    }
    out.append('[');
    inside(mark);
    out.append("](").append(inBrackets(address.get())).append(')');
  }

  private static boolean isAddress(String address) {
    return address.matches("(?i)(https?://|mailto:|tel:)\\S+");
  }

  private static String inBrackets(String address) {
    return address
        .replace("(", "%28")
        .replace(")", "%29")
        .replace("<", "%3C")
        .replace(">", "%3E")
        .replace("\\", "%5C");
  }

  /** Words outside of all signs. Addresses stay as they are: Mattermost makes links of them. */
  private void plain(int from, int to) {
    if (from >= to) {
      return;
    }
    String words = text.substring(from, to);
    Matcher address = ADDRESS.matcher(words);
    int at = 0;
    while (address.find()) {
      escape(words.substring(at, address.start()));
      out.append(address.group());
      at = address.end();
    }
    escape(words.substring(at));
  }

  private void escape(String words) {
    String quiet =
        ONLY_EQUALS.matcher(EVERYBODY.matcher(words).replaceAll("@" + NOTHING)).replaceAll(NOTHING);
    for (int i = 0; i < quiet.length(); i++) {
      char c = quiet.charAt(i);
      boolean begins = isLineStart();
      if (begins && c == ' ' && isCodeIndent(quiet, i) || begins && c == '\t') {
        out.append(NO_BREAK_SPACE);
      } else if (ALWAYS.indexOf(c) >= 0
          || begins && AT_LINE_START.indexOf(c) >= 0
          || (c == '.' || c == ')') && isBehindNumber()) {
        out.append('\\').append(c);
      } else {
        out.append(c);
      }
    }
  }

  /** Whether nothing but blanks stands before in this line. */
  private boolean isLineStart() {
    int at = out.length() - 1;
    while (at >= 0 && (out.charAt(at) == ' ' || out.charAt(at) == NO_BREAK_SPACE)) {
      at--;
    }
    return at < 0 || out.charAt(at) == '\n';
  }

  private boolean isCodeIndent(String words, int at) {
    int spaces = 0;
    while (at + spaces < words.length() && words.charAt(at + spaces) == ' ') {
      spaces++;
    }
    boolean begun = !out.isEmpty() && out.charAt(out.length() - 1) == NO_BREAK_SPACE;
    return begun || spaces >= CODE_INDENT;
  }

  /** Whether a full stop here would make a list of a line that begins with a number. */
  private boolean isBehindNumber() {
    int at = out.length() - 1;
    int digits = 0;
    while (at >= 0 && Character.isDigit(out.charAt(at))) {
      at--;
      digits++;
    }
    while (at >= 0 && out.charAt(at) == ' ') {
      at--;
    }
    return digits > 0 && (at < 0 || out.charAt(at) == '\n');
  }
}
