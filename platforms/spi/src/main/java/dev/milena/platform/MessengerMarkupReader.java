package dev.milena.platform;

import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/** Reads {@link MessengerMarkup}. One text, one reader. */
final class MessengerMarkupReader {
  private final String in;
  private final MarkedText out = new MarkedText();

  private MessengerMarkupReader(String in) {
    this.in = in;
  }

  static RichText read(String text) {
    MessengerMarkupReader reader = new MessengerMarkupReader(text);
    reader.blocks();
    return reader.out.finish();
  }

  private void blocks() {
    int fence = MessengerMarkup.FENCE.length();
    int at = 0;
    while (at < in.length()) {
      int open = in.indexOf(MessengerMarkup.FENCE, at);
      int close = open < 0 ? -1 : in.indexOf(MessengerMarkup.FENCE, open + fence + 1);
      if (close < 0) {
        lines(at, in.length());
        return;
      }
      lines(at, open);
      out.open(MarkType.PRE, Optional.empty());
      out.append(in.substring(open + fence, close));
      out.close(MarkType.PRE);
      at = close + fence;
    }
  }

  /** Lines one by one, for signs end with their line; quoted ones in a row are one quote. */
  private void lines(int from, int to) {
    boolean quoting = false;
    int at = from;
    while (at < to) {
      int end = in.indexOf('\n', at);
      int stop = end < 0 || end > to ? to : end;
      boolean begins = at == 0 || in.charAt(at - 1) == '\n';
      boolean quoted = begins && in.startsWith(MessengerMarkup.QUOTE, at);
      if (quoted && !quoting) {
        out.open(MarkType.QUOTE, Optional.empty());
      } else if (!quoted && quoting) {
        out.close(MarkType.QUOTE);
      }
      quoting = quoted;
      inLine(
          quoted ? at + MessengerMarkup.QUOTE.length() : at, stop, EnumSet.noneOf(MarkType.class));
      if (stop < to) {
        out.append("\n");
      }
      at = stop + 1;
    }
    if (quoting) {
      out.close(MarkType.QUOTE);
    }
  }

  /**
   * @param around kinds of marks that are open here: inside itself a sign is a sign
   */
  private void inLine(int from, int to, Set<MarkType> around) {
    Set<MarkType> unclosed = EnumSet.noneOf(MarkType.class);
    unclosed.addAll(around);
    int at = from;
    while (at < to) {
      int address = addressEnd(at, to);
      if (address > at) {
        out.append(in.substring(at, address));
        at = address;
        continue;
      }
      Optional<MarkType> type =
          MessengerMarkup.typeOf(in.charAt(at)).filter(t -> !unclosed.contains(t));
      int close = type.isPresent() && opens(at, to) ? closing(at, to) : at;
      if (type.isEmpty() || close == at) {
        out.append(in.substring(at, at + 1));
        at++;
      } else if (close < 0) {
        // No sign of this kind closes up to the end, so none behind this one does either.
        unclosed.add(type.get());
      } else {
        marked(type.get(), at + 1, close, around);
        at = close + 1;
      }
    }
  }

  private int addressEnd(int at, int to) {
    Matcher address = MessengerMarkup.ADDRESS.matcher(in).region(at, to);
    return in.startsWith("http", at) && address.lookingAt() ? address.end() : at;
  }

  private void marked(MarkType type, int from, int to, Set<MarkType> around) {
    out.open(type, Optional.empty());
    if (type == MarkType.CODE) {
      out.append(in.substring(from, to));
    } else {
      Set<MarkType> within = EnumSet.of(type);
      within.addAll(around);
      inLine(from, to, within);
    }
    out.close(type);
  }

  private boolean opens(int at, int to) {
    return (at == 0 || !Character.isLetterOrDigit(in.codePointBefore(at)))
        && at + 1 < to
        && in.charAt(at + 1) != in.charAt(at)
        && !isGap(in.charAt(at + 1));
  }

  private int closing(int open, int to) {
    char sign = in.charAt(open);
    for (int at = in.indexOf(sign, open + 2); at >= 0 && at < to; at = in.indexOf(sign, at + 1)) {
      boolean ends = at + 1 >= in.length() || !Character.isLetterOrDigit(in.codePointAt(at + 1));
      if (ends && !isGap(in.charAt(at - 1))) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isGap(char c) {
    return Character.isWhitespace(c) || c == MessengerMarkup.NOTHING;
  }
}
