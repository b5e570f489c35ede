package dev.milena.platform;

import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The markup that people type in messengers: {@code *bold*}, {@code _italic_}, {@code ~strike~},
 * {@code `code`}, {@code ```blocks```} and {@code > quotes}. A sign counts where a word begins and
 * ends, and within its line; there is no escape, so signs that shall be read as they stand are kept
 * from the word by something that nobody sees. Pure.
 */
public final class MessengerMarkup {
  /** Seen by nobody; keeps a sign from the word behind it. */
  static final char NOTHING = '\u200b';

  static final String FENCE = "```";
  static final String QUOTE = "> ";

  /** What the markup has signs for within a line. */
  private static final Set<MarkType> IN_LINE =
      EnumSet.of(MarkType.BOLD, MarkType.ITALIC, MarkType.STRIKE, MarkType.CODE);

  /** Signs in an address belong to it. */
  static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>]+");

  private final RichText rich;
  private final String text;
  private final StringBuilder out = new StringBuilder();
  private boolean lost;

  private MessengerMarkup(RichText rich) {
    this.rich = rich;
    this.text = rich.text();
  }

  /**
   * Words as they are written.
   *
   * @param text with signs
   * @param lossy whether some formatting could not be written
   */
  public record Written(String text, boolean lossy) {
    /** Somebody's words. */
    @Override
    public String toString() {
      return "Written[" + text.length() + " characters]";
    }
  }

  /** What a person reads of it. */
  public static RichText read(String text) {
    return MessengerMarkupReader.read(text);
  }

  /** What a person reads again as these words with these marks. */
  public static Written write(RichText rich) {
    MessengerMarkup writer = new MessengerMarkup(rich);
    writer.blocks();
    return new Written(writer.out.toString(), writer.lost);
  }

  static Optional<MarkType> typeOf(char sign) {
    return switch (sign) {
      case '*' -> Optional.of(MarkType.BOLD);
      case '_' -> Optional.of(MarkType.ITALIC);
      case '~' -> Optional.of(MarkType.STRIKE);
      case '`' -> Optional.of(MarkType.CODE);
      default -> Optional.empty();
    };
  }

  private static char signOf(MarkType type) {
    return switch (type) {
      case BOLD -> '*';
      case ITALIC -> '_';
      case STRIKE -> '~';
      default -> '`';
    };
  }

  private void blocks() {
    int at = 0;
    for (Mark block : rich.marks()) {
      boolean writable =
          block.type() == MarkType.PRE && block.offset() >= at && !within(block).contains(FENCE);
      lost |= block.type() == MarkType.PRE && !writable;
      if (writable) {
        lines(at, block.offset());
        out.append(FENCE).append(within(block)).append(FENCE);
        at = block.end();
      }
    }
    lines(at, text.length());
  }

  private String within(Mark mark) {
    return text.substring(mark.offset(), mark.end());
  }

  private void lines(int from, int to) {
    int at = from;
    while (at < to) {
      int end = text.indexOf('\n', at);
      int stop = end < 0 || end > to ? to : end;
      line(at, stop);
      if (stop < to) {
        out.append('\n');
      }
      at = stop + 1;
    }
  }

  private void line(int from, int to) {
    boolean begins = from == 0 || text.charAt(from - 1) == '\n';
    boolean quoted =
        begins
            && rich.marks().stream()
                .anyMatch(m -> m.type() == MarkType.QUOTE && m.offset() <= from && m.end() > from);
    if (quoted) {
      out.append(QUOTE);
    } else if (begins && text.startsWith(QUOTE, from)) {
      out.append(NOTHING);
    }
    inLine(from, to, rich.marks());
  }

  /** The marks that lie in no other one of the candidates, and the words between them. */
  private void inLine(int from, int to, List<Mark> candidates) {
    int at = from;
    for (int i = 0; i < candidates.size(); i++) {
      Mark mark = candidates.get(i);
      Optional<Mark> here = clipped(mark, at, to);
      lost |= isLost(mark);
      if (here.isPresent()) {
        plain(at, here.get().offset());
        marked(here.get(), inside(here.get(), candidates.subList(i + 1, candidates.size())));
        at = here.get().end();
      }
    }
    plain(at, to);
  }

  private static boolean isLost(Mark mark) {
    return mark.type() == MarkType.UNDERLINE || mark.type() == MarkType.SPOILER;
  }

  private static List<Mark> inside(Mark outer, List<Mark> behind) {
    List<Mark> inner = new ArrayList<>();
    if (outer.type() != MarkType.CODE) {
      behind.stream()
          .filter(m -> m.offset() < outer.end() && m.type() != outer.type())
          .forEach(inner::add);
    }
    return inner;
  }

  /** The stretch of a mark that can be written in this part of a line. */
  private Optional<Mark> clipped(Mark mark, int from, int to) {
    if (!IN_LINE.contains(mark.type()) && mark.type() != MarkType.LINK) {
      return Optional.empty();
    }
    int start = Math.max(mark.offset(), from);
    int end = Math.min(mark.end(), to);
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (start >= end) {
      return Optional.empty();
    }
    boolean standsAlone = !isWordAt(start - 1) && !isWordAt(end);
    boolean clean =
        mark.type() == MarkType.LINK || text.substring(start, end).indexOf(signOf(mark.type())) < 0;
    lost |= mark.type() != MarkType.LINK && !(standsAlone && clean);
    return mark.type() == MarkType.LINK || standsAlone && clean
        ? Optional.of(mark.at(start, end - start))
        : Optional.empty();
  }

  private boolean isWordAt(int at) {
    return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.codePointAt(at));
  }

  private void marked(Mark mark, List<Mark> inner) {
    if (mark.type() == MarkType.LINK) {
      inLine(mark.offset(), mark.end(), inner);
      mark.value()
          .filter(url -> !url.equals(within(mark)))
          .ifPresent(url -> out.append(" (").append(url).append(')'));
      return;
    }
    out.append(signOf(mark.type()));
    if (mark.type() == MarkType.CODE) {
      out.append(within(mark));
    } else {
      inLine(mark.offset(), mark.end(), inner);
    }
    out.append(signOf(mark.type()));
  }

  /** Words outside of all signs. Addresses stay as they are, or nobody could follow them. */
  private void plain(int from, int to) {
    if (from >= to) {
      return;
    }
    Matcher address = ADDRESS.matcher(text).region(from, to);
    int at = from;
    while (address.find()) {
      guarded(at, address.start());
      out.append(address.group());
      at = address.end();
    }
    guarded(at, to);
  }

  private void guarded(int from, int to) {
    for (int at = from; at < to; at++) {
      char sign = text.charAt(at);
      out.append(sign);
      boolean opens =
          typeOf(sign).isPresent()
              && !isWordAt(at - 1)
              && at + 1 < text.length()
              && !Character.isWhitespace(text.charAt(at + 1));
      if (opens) {
        out.append(NOTHING);
      }
    }
  }
}
