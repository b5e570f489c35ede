package dev.milena.platform.discord;

import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes words with marks as Discord's markup, in which nothing but the marks is markup. Marks that
 * cross each other are closed and opened again. Not thread-safe.
 *
 * @see <a href="https://discord.com/developers/docs/reference#message-formatting">Message
 *     formatting, read 2026-11-21</a>
 */
final class DiscordMarkdown {
  /** Characters of a message: UTF-16 units, which is the strictest reading of the limit. */
  static final int LENGTH_MAX = 2000;

  private static final String ID = "[0-9]{1,20}";
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<]+");

  /** What begins a heading, a list or a quote at the beginning of a line. */
  private static final Pattern LINE_SIGN = Pattern.compile("(?:#{1,3}|-#|[-+]|>{1,3})(?= )");

  /** What references to people, channels, pictures, times and commands begin with. */
  private static final Pattern REFERENCE = Pattern.compile("<(?:@|#|a?:|t:|/|https?:)");

  private static final String ANYWHERE = "\\*_~`|[";

  private final RichText rich;
  private final List<Mark> atoms;

  /** By where they begin, the outer one first. */
  private final Map<Integer, List<Mark>> inlineAt;

  private final Map<Integer, Mark> atomAt;

  /** Wherever something begins or ends. */
  private final NavigableSet<Integer> edges;

  private final List<Mark> quotes;
  private final StringBuilder out = new StringBuilder();
  private final Deque<Mark> open = new ArrayDeque<>();

  private DiscordMarkdown(RichText rich) {
    this.rich = rich;
    this.atoms = apart(rich.marks().stream().filter(this::isAtom).toList());
    this.quotes = rich.marks().stream().filter(m -> m.type() == MarkType.QUOTE).toList();
    List<Mark> inline =
        rich.marks().stream()
            .filter(m -> sign(m).isPresent())
            .map(this::withoutBlanks)
            .flatMap(Optional::stream)
            .map(this::aroundAtoms)
            .sorted(Comparator.comparing(Mark::length, Comparator.reverseOrder()))
            .toList();
    this.inlineAt = inline.stream().collect(Collectors.groupingBy(Mark::offset));
    this.atomAt = atoms.stream().collect(Collectors.toMap(Mark::offset, Function.identity()));
    this.edges =
        Stream.concat(inline.stream(), atoms.stream())
            .flatMap(m -> Stream.of(m.offset(), m.end()))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  static String write(RichText rich) {
    return new DiscordMarkdown(rich).write();
  }

  /** The parts of a text that fit into a message each, split where a person would. */
  static List<String> parts(RichText rich) {
    List<String> parts = new ArrayList<>();
    fit(rich, parts);
    return parts.stream().filter(p -> !p.isBlank()).toList();
  }

  /** Markup takes room that words do not know of: what is still too long is split once more. */
  private static void fit(RichText rich, List<String> parts) {
    String written = write(rich);
    int length = rich.text().length();
    if (written.length() <= LENGTH_MAX || length < 4) {
      parts.add(written);
      return;
    }
    long room = Math.min(LENGTH_MAX, (long) length * LENGTH_MAX / written.length());
    rich.split(Math.clamp(room, 2, length - 1)).forEach(part -> fit(part, parts));
  }

  /** Users that the text mentions, who alone are told of it. */
  static List<String> mentioned(RichText rich) {
    return rich.marks().stream()
        .filter(m -> m.type() == MarkType.MENTION)
        .flatMap(m -> m.value().stream())
        .filter(id -> id.matches(ID))
        .distinct()
        .limit(100)
        .toList();
  }

  private boolean isAtom(Mark mark) {
    return switch (mark.type()) {
      case CODE, PRE -> true;
      case MENTION, CUSTOM_EMOJI -> mark.value().filter(id -> id.matches(ID)).isPresent();
      case BOLD, ITALIC, UNDERLINE, STRIKE, SPOILER, QUOTE, LINK, HASHTAG, COMMAND, OTHER -> false;
    };
  }

  /** Of what overlaps, the first. */
  private static List<Mark> apart(List<Mark> marks) {
    List<Mark> apart = new ArrayList<>();
    int end = 0;
    for (Mark mark : marks) {
      if (mark.offset() >= end) {
        apart.add(mark);
        end = mark.end();
      }
    }
    return apart;
  }

  /** What opens and closes a mark. */
  private static Optional<String> sign(Mark mark) {
    return switch (mark.type()) {
      case BOLD -> Optional.of("**");
      case ITALIC -> Optional.of("*");
      case UNDERLINE -> Optional.of("__");
      case STRIKE -> Optional.of("~~");
      case SPOILER -> Optional.of("||");
      case LINK -> mark.value().filter(DiscordMarkdown::opens).map(_ -> "[");
      case CODE, PRE, QUOTE, MENTION, HASHTAG, COMMAND, CUSTOM_EMOJI, OTHER -> Optional.empty();
    };
  }

  private static boolean opens(String url) {
    return url.matches("(?i)https?://[^\\s<>)]{1,1500}");
  }

  private static String closing(Mark mark) {
    return mark.type() == MarkType.LINK
        ? "](" + mark.value().orElseThrow() + ")"
        : sign(mark).orElseThrow();
  }

  /** A sign beside a blank is no sign. */
  private Optional<Mark> withoutBlanks(Mark mark) {
    int from = mark.offset();
    int to = mark.end();
    while (from < to && Character.isWhitespace(rich.text().charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(rich.text().charAt(to - 1))) {
      to--;
    }
    return to > from ? Optional.of(mark.at(from, to - from)) : Optional.empty();
  }

  /** An edge inside code or a name moves to that one's edge. */
  private Mark aroundAtoms(Mark mark) {
    int from = mark.offset();
    int to = mark.end();
    for (Mark atom : atoms) {
      from = atom.offset() < from && from < atom.end() ? atom.offset() : from;
      to = atom.offset() < to && to < atom.end() ? atom.end() : to;
    }
    return mark.at(from, to - from);
  }

  private String write() {
    int at = 0;
    int end = rich.text().length();
    while (at < end) {
      edges(at);
      Mark atom = atomAt.get(at);
      if (atom == null) {
        int next = Optional.ofNullable(edges.higher(at)).orElse(end);
        words(at, next);
        at = next;
      } else {
        beginLine(at);
        atom(atom);
        at = atom.end();
      }
    }
    edges(end);
    return out.toString();
  }

  private void edges(int at) {
    long ending = open.stream().filter(m -> m.end() <= at).count();
    List<Mark> again = new ArrayList<>();
    while (ending > 0) {
      Mark top = open.pop();
      out.append(closing(top));
      if (top.end() <= at) {
        ending--;
      } else {
        again.addFirst(top);
      }
    }
    again.forEach(this::open);
    inlineAt
        .getOrDefault(at, List.of())
        .forEach(mark -> {
          if (open.stream().noneMatch(o -> o.type() == mark.type())) {
            beginLine(at);
            open(mark);
          }
        });
  }

  private void open(Mark mark) {
    out.append(sign(mark).orElseThrow());
    open.push(mark);
  }

  /** The sign of a quote, once for each line. */
  private void beginLine(int at) {
    boolean begins = out.isEmpty() || out.charAt(out.length() - 1) == '\n';
    if (begins && quotes.stream().anyMatch(q -> q.offset() <= at && at < q.end())) {
      out.append("> ");
    }
  }

  private void words(int from, int to) {
    Matcher address = ADDRESS.matcher(rich.text()).region(from, to);
    int at = from;
    while (address.find()) {
      escaped(at, address.start());
      beginLine(address.start());
      out.append(address.group());
      at = address.end();
    }
    escaped(at, to);
  }

  private void escaped(int from, int to) {
    String text = rich.text();
    Matcher reference = REFERENCE.matcher(text).region(from, text.length());
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (i == 0 || text.charAt(i - 1) == '\n') {
        if (c != '\n') {
          beginLine(i);
        }
        if (LINE_SIGN.matcher(text).region(i, text.length()).lookingAt()) {
          out.append('\\');
        }
      }
      if (ANYWHERE.indexOf(c) >= 0 || c == '<' && reference.region(i, text.length()).lookingAt()) {
        out.append('\\');
      }
      out.append(c);
    }
  }

  private void atom(Mark mark) {
    String text = rich.text().substring(mark.offset(), mark.end());
    switch (mark.type()) {
      case CODE -> code(text);
      case PRE -> block(text, mark.value());
      case MENTION -> out.append("<@").append(mark.value().orElseThrow()).append('>');
      default ->
          out.append("<:")
              .append(pictureName(text))
              .append(':')
              .append(mark.value().orElseThrow())
              .append('>');
    }
  }

  private static String pictureName(String shown) {
    String name = shown.replaceAll("[^A-Za-z0-9_]", "");
    return name.length() < 2 ? "emoji" : name.substring(0, Math.min(32, name.length()));
  }

  private void code(String text) {
    String fence = text.contains("`") ? "``" : "`";
    String gap = text.startsWith("`") || text.endsWith("`") ? " " : "";
    out.append(fence).append(gap).append(text.replace("``", "`\u200b`")).append(gap).append(fence);
  }

  /** Nothing inside can end it: a fence is broken by a space that nobody sees. */
  private void block(String text, Optional<String> language) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
    out.append("```");
    out.append(language.filter(l -> l.matches("[A-Za-z0-9_+.#-]{1,20}")).orElse(""));
    out.append('\n').append(text.replace("```", "`\u200b``")).append("\n```");
  }
}
