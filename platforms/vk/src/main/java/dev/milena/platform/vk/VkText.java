package dev.milena.platform.vk;

import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text as VK writes it: plain, but for names of people and communities and for links, as in {@code
 * [id1|Pavel]} and {@code [https://vk.com|VK]}. There is nothing for bold or italic. Pure.
 *
 * @see <a href="https://dev.vk.com/ru/reference/objects/message">Message, read 2026-11-21</a>
 */
final class VkText {
  /**
   * What VK reads as markup. Bounded, so that no text takes long: names have at most some hundred
   * characters.
   */
  private static final Pattern MARKUP =
      Pattern.compile(
          "\\[(?:(id|club|public|event)([1-9][0-9]{0,17})|(https?://[^\\s|\\[\\]]{1,1000}))\\|([^\\[\\]\\n]{1,500})]");

  /** What would be read as markup though nobody meant it. */
  private static final Pattern MISTAKABLE =
      Pattern.compile("\\[(?=(?:id|club|public|event)[0-9]+[|:]|https?://[^\\s|\\]]+\\|)");

  /** Keeps signs apart, and nobody sees it. */
  private static final String INVISIBLE = "\u200b";

  private VkText() {}

  /** What a person reads. */
  static RichText read(String raw) {
    Matcher found = MARKUP.matcher(raw);
    StringBuilder text = new StringBuilder();
    List<Mark> marks = new ArrayList<>();
    int done = 0;
    while (found.find()) {
      text.append(raw, done, found.start());
      String shown = found.group(4);
      marks.add(
          found.group(3) == null
              ? Mark.of(
                  MarkType.MENTION,
                  text.length(),
                  shown.length(),
                  peer(found.group(1), found.group(2)))
              : Mark.of(MarkType.LINK, text.length(), shown.length(), found.group(3)));
      text.append(shown);
      done = found.end();
    }
    text.append(raw, done, raw.length());
    return new RichText(text.toString(), marks);
  }

  private static String peer(String kind, String number) {
    return kind.equals("id") ? number : "-" + number;
  }

  /** Whom a text names. */
  static List<String> mentions(RichText text) {
    return text.marks().stream()
        .filter(mark -> mark.type() == MarkType.MENTION)
        .map(Mark::value)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /**
   * The text as it is sent: what VK has a markup for is written so, addresses of links stand behind
   * their words, and what only looks like markup is kept from being read as such. What must stay
   * together when the text is cut carries a mark.
   */
  static RichText written(RichText text) {
    StringBuilder out = new StringBuilder();
    List<Mark> whole = new ArrayList<>();
    int done = 0;
    for (Mark mark : text.marks()) {
      Optional<String> markup = markup(mark, words(text, mark));
      if (markup.isEmpty() || mark.offset() < done) {
        continue;
      }
      out.append(harmless(text.text().substring(done, mark.offset())));
      whole.add(Mark.of(MarkType.OTHER, out.length(), markup.get().length()));
      out.append(markup.get());
      done = mark.end();
    }
    out.append(harmless(text.text().substring(done)));
    return new RichText(out.toString(), whole);
  }

  private static String words(RichText text, Mark mark) {
    return text.text().substring(mark.offset(), mark.end());
  }

  private static Optional<String> markup(Mark mark, String words) {
    return switch (mark.type()) {
      case MENTION -> mark.value().flatMap(peer -> mention(peer, words));
      case LINK ->
          mark.value()
              .filter(address -> !address.equals(words))
              .map(address -> harmless(words) + " (" + address + ")");
      case BOLD,
          ITALIC,
          UNDERLINE,
          STRIKE,
          SPOILER,
          CODE,
          PRE,
          QUOTE,
          HASHTAG,
          COMMAND,
          CUSTOM_EMOJI,
          OTHER ->
          Optional.empty();
    };
  }

  private static Optional<String> mention(String peer, String words) {
    String named = VkPeers.isCommunity(peer) ? "[club" + peer.substring(1) : "[id" + peer;
    String markup = named + "|" + words + "]";
    return Optional.of(markup).filter(m -> MARKUP.matcher(m).matches());
  }

  private static String harmless(String text) {
    return MISTAKABLE.matcher(text).replaceAll("[" + INVISIBLE);
  }

  /** Whether formatting is lost, be it a link whose address has to stand beside it. */
  static boolean losesMarks(RichText text) {
    return text.marks().stream().anyMatch(VkText::isLost);
  }

  private static boolean isLost(Mark mark) {
    return switch (mark.type()) {
      case BOLD, ITALIC, UNDERLINE, STRIKE, SPOILER, CODE, PRE, QUOTE -> true;
      case LINK -> mark.value().isPresent();
      case MENTION, HASHTAG, COMMAND, CUSTOM_EMOJI, OTHER -> false;
    };
  }
}
