package dev.milena.platform.discord;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Discord's markup as words with marks. Two passes: the text falls into words and signs, then
 * signs that belong together become marks, and those left over are words again. Not thread-safe.
 *
 * @see <a href="https://discord.com/developers/docs/reference#message-formatting">Message
 *     formatting, read 2026-11-21</a>
 */
final class DiscordMarkup {
  /** People with a subscription write up to 4,000 characters; more is no message. */
  private static final int LENGTH_MAX = 6000;

  private static final Pattern REFERENCE =
      Pattern.compile(
          "<(?:(@!?|@&|#)([0-9]{1,20})|a?:([A-Za-z0-9_]{1,64}):([0-9]{1,20})"
              + "|t:(-?[0-9]{1,13})(?::[a-zA-Z])?|/([^:<>\\n]{1,100}):([0-9]{1,20})|(https?://[^\\s<>]{1,2000}))>");
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<]*[^<.,:;\"'\\])\\s]");
  private static final Pattern NAMED_LINK =
      Pattern.compile("\\[([^\\[\\]\\n]{1,1000})]\\(<?(https?://[^\\s)<>]{1,2000})>?\\)");
  private static final Pattern LANGUAGE = Pattern.compile("([A-Za-z0-9_+.#-]{1,20})\\n");
  private static final Pattern HEADING = Pattern.compile("(?:#{1,3}|-#) +(?=\\S)");
  private static final Pattern BULLET = Pattern.compile("[-*] +(?=\\S)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Signs that open and close a mark. */
  private enum Sign {
    BOLD("**", MarkType.BOLD),
    UNDERLINE("__", MarkType.UNDERLINE),
    STRIKE("~~", MarkType.STRIKE),
    SPOILER("||", MarkType.SPOILER),
    STAR("*", MarkType.ITALIC),
    DASH("_", MarkType.ITALIC);

    private final String text;
    private final MarkType type;

    Sign(String text, MarkType type) {
      this.text = text;
      this.type = type;
    }
  }

  /** A piece of the result: words, or a sign that may become a mark. */
  private static final class Piece {
    private final String text;
    private final Optional<Sign> sign;
    private Piece partner;

    Piece(String text, Optional<Sign> sign) {
      this.text = text;
      this.sign = sign;
    }

    boolean shown() {
      return partner == null;
    }
  }

  /** A mark between two pieces. */
  private record Span(MarkType type, int from, int to, Optional<String> value) {}

  private final String source;
  private final Map<String, String> names;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private final Deque<Piece> open = new ArrayDeque<>();
  private int at;
  private int quoteFrom = -1;
  private boolean quotedToEnd;
  private int headingFrom = -1;

  private DiscordMarkup(String source, Map<String, String> names) {
    this.source = source;
    this.names = names;
  }

  /**
   * @param message names those whom the text mentions
   */
  static RichText read(String source, JsonNode message) {
    if (source.length() > LENGTH_MAX) {
      return RichText.plain(source);
    }
    Map<String, String> names = new HashMap<>();
    each(message, "mentions")
        .forEach(user ->
            id(user, "id")
                .ifPresent(id ->
                    DiscordPeople.name(user, user.path("member"))
                        .ifPresent(name -> names.put(id, name))));
    each(message, "mention_channels")
        .forEach(channel ->
            id(channel, "id")
                .ifPresent(id -> words(channel, "name").ifPresent(name -> names.put(id, name))));
    return new DiscordMarkup(source, names).read();
  }

  private RichText read() {
    while (at < source.length()) {
      if (at == 0 || source.charAt(at - 1) == '\n') {
        beginLine();
      }
      if (at < source.length()) {
        step(source.charAt(at));
      }
    }
    endLine();
    endQuote();
    flush();
    return finish();
  }

  private void beginLine() {
    if (!quotedToEnd) {
      if (source.startsWith(">>> ", at)) {
        quotedToEnd = true;
        beginQuote();
        at += 4;
      } else if (source.startsWith("> ", at)) {
        beginQuote();
        at += 2;
      } else {
        endQuote();
      }
    }
    Matcher heading = matcher(HEADING);
    Matcher bullet = matcher(BULLET);
    if (heading.lookingAt()) {
      at = heading.end();
      flush();
      headingFrom = pieces.size();
    } else if (bullet.lookingAt()) {
      words.append("• ");
      at = bullet.end();
    }
  }

  private void beginQuote() {
    if (quoteFrom < 0) {
      flush();
      quoteFrom = pieces.size();
    }
  }

  private void endQuote() {
    if (quoteFrom >= 0) {
      flush();
      span(MarkType.QUOTE, quoteFrom, Optional.empty());
      quoteFrom = -1;
    }
  }

  private void endLine() {
    if (headingFrom >= 0) {
      flush();
      span(MarkType.BOLD, headingFrom, Optional.empty());
      headingFrom = -1;
    }
  }

  private void step(char c) {
    boolean taken =
        switch (c) {
          case '\\' -> escaped();
          case '`' -> code();
          case '<' -> reference();
          case '[' -> namedLink();
          case 'h' -> address();
          case '*', '_', '~', '|' -> sign(c);
          case '\n' -> {
            endLine();
            yield false;
          }
          default -> false;
        };
    if (!taken) {
      words.append(source.charAt(at++));
    }
  }

  private boolean escaped() {
    if (at + 1 >= source.length()) {
      return false;
    }
    char next = source.charAt(at + 1);
    if (next > 127 || Character.isLetterOrDigit(next) || Character.isWhitespace(next)) {
      return false;
    }
    words.append(next);
    at += 2;
    return true;
  }

  private boolean code() {
    if (source.startsWith("```", at)) {
      int end = source.indexOf("```", at + 3);
      if (end > at + 3) {
        block(source.substring(at + 3, end));
        at = end + 3;
        return true;
      }
    }
    String fence = source.startsWith("``", at) ? "``" : "`";
    int end = source.indexOf(fence, at + fence.length());
    if (end <= at + fence.length()) {
      return false;
    }
    String inside = source.substring(at + fence.length(), end);
    marked(MarkType.CODE, fence.length() == 2 ? inside.strip() : inside, Optional.empty());
    at = end + fence.length();
    return true;
  }

  private void block(String inside) {
    Matcher language = LANGUAGE.matcher(inside);
    boolean named = language.lookingAt() && language.end() < inside.length();
    String code = named ? inside.substring(language.end()) : inside;
    String body = code.startsWith("\n") ? code.substring(1) : code;
    String text = body.endsWith("\n") ? body.substring(0, body.length() - 1) : body;
    marked(MarkType.PRE, text, named ? Optional.of(language.group(1)) : Optional.empty());
  }

  private boolean reference() {
    Matcher found = matcher(REFERENCE);
    if (!found.lookingAt()) {
      return false;
    }
    at = found.end();
    if (found.group(2) != null) {
      mention(found.group(1), found.group(2));
    } else if (found.group(4) != null) {
      marked(MarkType.CUSTOM_EMOJI, ":" + found.group(3) + ":", Optional.of(found.group(4)));
    } else if (found.group(5) != null) {
      words.append(time(found.group(5)));
    } else if (found.group(6) != null) {
      words.append('/').append(found.group(6));
    } else {
      marked(MarkType.LINK, found.group(8), Optional.empty());
    }
    return true;
  }

  private void mention(String sign, String id) {
    if (sign.equals("#")) {
      words.append('#').append(names.getOrDefault(id, id));
    } else if (sign.equals("@&")) {
      words.append("@role-").append(id);
    } else {
      marked(MarkType.MENTION, "@" + names.getOrDefault(id, id), Optional.of(id));
    }
  }

  private static String time(String seconds) {
    try {
      return TIME.format(Instant.ofEpochSecond(Long.parseLong(seconds)));
    } catch (DateTimeException _) {
      return seconds;
    }
  }

  private boolean namedLink() {
    Matcher link = matcher(NAMED_LINK);
    if (!link.lookingAt()) {
      return false;
    }
    marked(MarkType.LINK, link.group(1), Optional.of(link.group(2)));
    at = link.end();
    return true;
  }

  private boolean address() {
    Matcher address = matcher(ADDRESS);
    if (!address.lookingAt()) {
      return false;
    }
    marked(MarkType.LINK, address.group(), Optional.empty());
    at = address.end();
    return true;
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(source).region(at, source.length()).useTransparentBounds(true);
  }

  /** Whether it is a sign; whether it opens or closes is decided here as well. */
  private boolean sign(char c) {
    int run = 1;
    while (at + run < source.length() && source.charAt(at + run) == c) {
      run++;
    }
    Optional<Sign> sign =
        switch (c) {
          case '~' -> run >= 2 ? Optional.of(Sign.STRIKE) : Optional.empty();
          case '|' -> run >= 2 ? Optional.of(Sign.SPOILER) : Optional.empty();
          case '*' -> Optional.of(longOrShort(run, Sign.BOLD, Sign.STAR));
          default -> Optional.of(longOrShort(run, Sign.UNDERLINE, Sign.DASH));
        };
    if (sign.isEmpty()) {
      return false;
    }
    flush();
    Piece piece = new Piece(sign.get().text, sign);
    pieces.add(piece);
    pair(piece, sign.get());
    at += sign.get().text.length();
    return true;
  }

  private Sign longOrShort(int run, Sign two, Sign one) {
    boolean closesOne =
        run % 2 == 1 && !open.isEmpty() && open.peek().sign.filter(one::equals).isPresent();
    return run >= 2 && !closesOne ? two : one;
  }

  private void pair(Piece piece, Sign sign) {
    Optional<Piece> opener =
        open.stream().filter(p -> p.sign.filter(sign::equals).isPresent()).findFirst();
    if (opener.isPresent() && mayClose(sign)) {
      if (!changedPlaces(opener.get())) {
        Iterator<Piece> above = open.iterator();
        while (above.next() != opener.get()) {
          above.remove();
        }
      }
      open.remove(opener.get());
      opener.get().partner = piece;
      piece.partner = opener.get();
    } else if (opener.isEmpty() && mayOpen(sign)) {
      open.push(piece);
    }
  }

  /** Of two signs side by side, the one that is closed first was the inner one. */
  private boolean changedPlaces(Piece opener) {
    Piece top = open.peek();
    int place = pieces.lastIndexOf(opener);
    boolean sideBySide = top != opener && place + 1 < pieces.size() && pieces.get(place + 1) == top;
    if (sideBySide) {
      Collections.swap(pieces, place, place + 1);
    }
    return sideBySide;
  }

  private boolean mayOpen(Sign sign) {
    int next = at + sign.text.length();
    boolean before = next < source.length() && !Character.isWhitespace(source.charAt(next));
    return switch (sign) {
      case STAR -> before;
      case DASH -> before && (at == 0 || !Character.isLetterOrDigit(source.charAt(at - 1)));
      case BOLD, UNDERLINE, STRIKE, SPOILER -> next < source.length();
    };
  }

  private boolean mayClose(Sign sign) {
    int next = at + sign.text.length();
    return switch (sign) {
      case STAR -> !Character.isWhitespace(source.charAt(at - 1));
      case DASH -> next >= source.length() || !Character.isLetterOrDigit(source.charAt(next));
      case BOLD, UNDERLINE, STRIKE, SPOILER -> true;
    };
  }

  private void marked(MarkType type, String text, Optional<String> value) {
    flush();
    int from = pieces.size();
    pieces.add(new Piece(text, Optional.empty()));
    spans.add(new Span(type, from, pieces.size(), value));
  }

  private void span(MarkType type, int from, Optional<String> value) {
    if (pieces.size() > from) {
      spans.add(new Span(type, from, pieces.size(), value));
    }
  }

  private void flush() {
    if (!words.isEmpty()) {
      pieces.add(new Piece(words.toString(), Optional.empty()));
      words.setLength(0);
    }
  }

  private RichText finish() {
    StringBuilder text = new StringBuilder();
    int[] offsets = new int[pieces.size() + 1];
    Map<Piece, Integer> opened = new HashMap<>();
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      offsets[i] = text.length();
      if (piece.shown()) {
        text.append(piece.text);
      } else if (opened.containsKey(piece.partner)) {
        mark(marks, piece.sign.orElseThrow().type, opened.get(piece.partner), text.length());
      } else {
        opened.put(piece, text.length());
      }
    }
    offsets[pieces.size()] = text.length();
    for (Span span : spans) {
      int end = offsets[span.to()];
      while (end > offsets[span.from()] && text.charAt(end - 1) == '\n') {
        end--;
      }
      if (end > offsets[span.from()]) {
        marks.add(
            new Mark(span.type(), offsets[span.from()], end - offsets[span.from()], span.value()));
      }
    }
    return new RichText(text.toString(), marks);
  }

  private static void mark(List<Mark> marks, MarkType type, int from, int to) {
    if (to > from) {
      marks.add(Mark.of(type, from, to - from));
    }
  }
}
