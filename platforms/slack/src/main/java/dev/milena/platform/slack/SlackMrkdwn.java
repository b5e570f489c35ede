package dev.milena.platform.slack;

import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import dev.milena.platform.EmojiNames;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slack's own markup: {@code *bold*}, {@code <https://example.org|links>}, {@code <@U123>}. Three
 * signs are escaped, and only after the tokens in angle brackets have been told apart. Pure.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Formatting message text,
 *     read 2026-11-21</a>
 */
final class SlackMrkdwn {
  private static final String FENCE = "```";
  private static final String QUOTE = "&gt;";
  private static final Pattern EMOJI =
      Pattern.compile("\\G:([a-z0-9_+'-]{1,100})(?:::skin-tone-([2-6]))?:");

  private final SlackWords out = new SlackWords();
  private final String in;

  private SlackMrkdwn(String in) {
    this.in = in;
  }

  /** What a person reads of it. */
  static RichText read(String text) {
    SlackMrkdwn reader = new SlackMrkdwn(text);
    reader.blocks();
    return reader.out.finish();
  }

  /** Words that mean nothing but themselves. There is no escape for the signs of formatting. */
  static String escape(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static String unescape(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private void blocks() {
    int at = 0;
    while (at < in.length()) {
      int open = in.indexOf(FENCE, at);
      int close = open < 0 ? -1 : in.indexOf(FENCE, open + FENCE.length());
      if (close < 0) {
        lines(at, in.length());
        return;
      }
      lines(at, open);
      code(open + FENCE.length(), close);
      at = close + FENCE.length();
    }
  }

  private void code(int from, int to) {
    int begin = from < to && in.charAt(from) == '\n' ? from + 1 : from;
    int end = to > begin && in.charAt(to - 1) == '\n' ? to - 1 : to;
    int since = out.length();
    tokens(begin, end);
    out.mark(MarkType.PRE, since);
  }

  /**
   * Lines one by one: formatting ends with its line; quoted lines that follow each other are one
   * quote.
   */
  private void lines(int from, int to) {
    int quotedSince = -1;
    int at = from;
    while (at < to) {
      int end = in.indexOf('\n', at);
      boolean last = end < 0 || end >= to;
      int stop = last ? to : end;
      boolean quoted = in.startsWith(QUOTE, at) && at + QUOTE.length() <= stop;
      if (quoted && quotedSince < 0) {
        quotedSince = out.length();
      } else if (!quoted && quotedSince >= 0) {
        out.mark(MarkType.QUOTE, quotedSince);
        quotedSince = -1;
      }
      inline(quoted ? behindQuote(at, stop) : at, stop, EnumSet.noneOf(MarkType.class));
      if (last) {
        break;
      }
      out.say("\n");
      at = stop + 1;
    }
    if (quotedSince >= 0) {
      out.mark(MarkType.QUOTE, quotedSince);
    }
  }

  private int behindQuote(int at, int stop) {
    int begin = at + QUOTE.length();
    return begin < stop && in.charAt(begin) == ' ' ? begin + 1 : begin;
  }

  private void inline(int from, int to, EnumSet<MarkType> open) {
    EnumSet<MarkType> unclosed = EnumSet.noneOf(MarkType.class);
    int at = from;
    while (at < to) {
      char sign = in.charAt(at);
      MarkType type = typeOf(sign);
      if (sign == '<') {
        at = token(at, to);
      } else if (sign == ':') {
        at = emoji(at, to);
      } else if (type == null
          || open.contains(type)
          || unclosed.contains(type)
          || !opens(at, from, to)) {
        at = literal(at, to);
      } else {
        int close = closing(sign, at + 1, to);
        if (close < 0) {
          // No sign of this kind closes up to the end: none behind this one does either.
          unclosed.add(type);
          at = literal(at, to);
        } else {
          marked(type, at + 1, close, open);
          at = close + 1;
        }
      }
    }
  }

  private void marked(MarkType type, int from, int to, EnumSet<MarkType> open) {
    int since = out.length();
    if (type == MarkType.CODE) {
      tokens(from, to);
    } else {
      EnumSet<MarkType> within = EnumSet.copyOf(open);
      within.add(type);
      inline(from, to, within);
    }
    out.mark(type, since);
  }

  private static MarkType typeOf(char sign) {
    return switch (sign) {
      case '*' -> MarkType.BOLD;
      case '_' -> MarkType.ITALIC;
      case '~' -> MarkType.STRIKE;
      case '`' -> MarkType.CODE;
      default -> null;
    };
  }

  private boolean opens(int at, int from, int to) {
    boolean begins = at == from || !Character.isLetterOrDigit(in.charAt(at - 1));
    return begins && at + 1 < to && !Character.isWhitespace(in.charAt(at + 1));
  }

  private int closing(char sign, int from, int to) {
    for (int at = in.indexOf(sign, from + 1); at >= 0 && at < to; at = in.indexOf(sign, at + 1)) {
      boolean ends = at + 1 >= to || !Character.isLetterOrDigit(in.charAt(at + 1));
      if (ends && !Character.isWhitespace(in.charAt(at - 1))) {
        return at;
      }
    }
    return -1;
  }

  /** Everything up to the next sign that may mean something. */
  private int literal(int at, int to) {
    int end = at + 1;
    while (end < to && "<:*_~`".indexOf(in.charAt(end)) < 0) {
      end++;
    }
    out.say(unescape(in.substring(at, end)));
    return end;
  }

  private int emoji(int at, int to) {
    Matcher name = EMOJI.matcher(in).region(at, to);
    if (name.find() && EmojiNames.emoji(name.group(1)).isPresent()) {
      out.emoji(name.group(1), Optional.ofNullable(name.group(2)).map(Integer::valueOf));
      return name.end();
    }
    return literal(at, to);
  }

  /** Words in which only tokens mean something. */
  private void tokens(int from, int to) {
    int at = from;
    while (at < to) {
      int token = in.indexOf('<', at);
      int end = token < 0 || token >= to ? to : token;
      out.say(unescape(in.substring(at, end)));
      at = end < to ? token(end, to) : to;
    }
  }

  private int token(int at, int to) {
    int end = in.indexOf('>', at);
    if (end < 0 || end >= to || end == at + 1) {
      return literal(at, to);
    }
    String body = in.substring(at + 1, end);
    if (body.indexOf('<') >= 0) {
      return literal(at, to);
    }
    int bar = body.indexOf('|');
    String what = bar < 0 ? body : body.substring(0, bar);
    Optional<String> label =
        bar < 0 ? Optional.empty() : Optional.of(unescape(body.substring(bar + 1)));
    token(what, label.filter(l -> !l.isEmpty()));
    return end + 1;
  }

  private void token(String what, Optional<String> label) {
    if (what.startsWith("@") && what.length() > 1) {
      out.mention(what.substring(1), label.map(l -> l.replaceFirst("^@", "")));
    } else if (what.startsWith("#") && what.length() > 1) {
      out.say("#").say(label.orElse(what.substring(1)));
    } else if (what.startsWith("!subteam^")) {
      out.call(label.orElse(what.substring(9)).replaceFirst("^@", ""));
    } else if (what.startsWith("!date^")) {
      out.say(label.orElse(what.substring(6)));
    } else if (what.startsWith("!") && what.length() > 1) {
      out.call(label.orElse(what.substring(1)).replaceFirst("^@", ""));
    } else {
      out.link(unescape(what), label);
    }
  }
}
