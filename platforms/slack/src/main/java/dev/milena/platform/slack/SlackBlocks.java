package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words as a block of rich text: the one form in which Slack takes a star or an underscore for what
 * it is, since its markup has no escape for them, and in which nobody's words can call a whole
 * channel. Addresses are made links here: in this form Slack does not look for them. Pure.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks/rich-text-block">Rich text block,
 *     read 2026-11-21</a>
 */
final class SlackBlocks {
  private static final Pattern ADDRESS =
      Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\"'.,;:!?)\\]}]", Pattern.CASE_INSENSITIVE);

  private static final String USER_ID = "[UW][A-Z0-9]{1,30}";
  private static final String EMOJI_NAME = "[\\p{L}\\p{N}_+'-]{1,100}";

  private final RichText words;
  private final List<Mark> inline;
  private final ArrayNode elements = Json.mapper().createArrayNode();

  private SlackBlocks(RichText words) {
    this.words = words;
    this.inline = new ArrayList<>(words.marks().stream().filter(SlackBlocks::isInline).toList());
    findAddresses();
  }

  /** One block that says the words. */
  static ObjectNode of(RichText words) {
    SlackBlocks blocks = new SlackBlocks(words);
    blocks.paragraphs();
    ObjectNode block = Json.mapper().createObjectNode().put("type", "rich_text");
    block.set("elements", blocks.elements);
    return block;
  }

  /** Whether Slack has a form for all marks. */
  static boolean showsAll(RichText words) {
    return words.marks().stream()
        .noneMatch(mark ->
            switch (mark.type()) {
              case UNDERLINE, SPOILER -> true;
              case BOLD,
                  ITALIC,
                  STRIKE,
                  CODE,
                  PRE,
                  QUOTE,
                  LINK,
                  MENTION,
                  HASHTAG,
                  COMMAND,
                  CUSTOM_EMOJI,
                  OTHER ->
                  false;
            });
  }

  /** What a plan reports where {@link #showsAll} does not hold. */
  static List<String> degraded(RichText words) {
    return showsAll(words) ? List.of() : List.of(Degradation.MARKS);
  }

  private static boolean isInline(Mark mark) {
    return switch (mark.type()) {
      case BOLD, ITALIC, STRIKE, CODE, LINK, MENTION, CUSTOM_EMOJI -> true;
      // Blocks of their own, or nothing that Slack would show.
      case PRE, QUOTE, UNDERLINE, SPOILER, HASHTAG, COMMAND, OTHER -> false;
    };
  }

  private void findAddresses() {
    Matcher address = ADDRESS.matcher(words.text());
    while (address.find()) {
      int from = address.start();
      int to = address.end();
      boolean taken =
          words.marks().stream()
              .filter(m -> m.offset() < to && from < m.end())
              .anyMatch(m ->
                  m.type() == MarkType.LINK
                      || m.type() == MarkType.CODE
                      || m.type() == MarkType.PRE
                      || m.type() == MarkType.MENTION);
      if (!taken) {
        inline.add(Mark.of(MarkType.LINK, from, to - from));
      }
    }
  }

  /** Code and quotes are paragraphs of their own; what is between them is another. */
  private void paragraphs() {
    int at = 0;
    for (Mark mark : words.marks()) {
      boolean block = mark.type() == MarkType.PRE || mark.type() == MarkType.QUOTE;
      if (block && mark.offset() >= at) {
        section(at, mark.offset(), true);
        paragraph(
            mark.type() == MarkType.PRE ? "rich_text_preformatted" : "rich_text_quote",
            mark.offset(),
            mark.end());
        at =
            mark.end() < words.text().length() && words.text().charAt(mark.end()) == '\n'
                ? mark.end() + 1
                : mark.end();
      }
    }
    section(at, words.text().length(), false);
  }

  /** A paragraph begins on a line of its own, so the break before it is Slack's. */
  private void section(int from, int to, boolean beforeBlock) {
    int end = beforeBlock && to > from && words.text().charAt(to - 1) == '\n' ? to - 1 : to;
    paragraph("rich_text_section", from, end);
  }

  private void paragraph(String type, int from, int to) {
    if (from >= to) {
      return;
    }
    ArrayNode parts = elements.addObject().put("type", type).putArray("elements");
    TreeSet<Integer> cuts = new TreeSet<>(List.of(from, to));
    inline.forEach(mark -> {
      cuts.add(Math.clamp(mark.offset(), from, to));
      cuts.add(Math.clamp(mark.end(), from, to));
    });
    Integer start = null;
    for (int cut : cuts) {
      if (start != null) {
        parts.add(part(start, cut));
      }
      start = cut;
    }
  }

  private JsonNode part(int from, int to) {
    List<Mark> over = inline.stream().filter(m -> m.offset() <= from && m.end() >= to).toList();
    String text = words.text().substring(from, to);
    ObjectNode part = thing(over, text, from, to);
    ObjectNode style = Json.mapper().createObjectNode();
    over.forEach(mark -> style(mark).ifPresent(name -> style.put(name, true)));
    if (!style.isEmpty()) {
      part.set("style", style);
    }
    return part;
  }

  private ObjectNode thing(List<Mark> over, String text, int from, int to) {
    ObjectNode part = Json.mapper().createObjectNode();
    for (Mark mark : over) {
      boolean whole = mark.offset() == from && mark.end() == to;
      Optional<String> value = mark.value();
      if (mark.type() == MarkType.MENTION
          && whole
          && value.filter(v -> v.matches(USER_ID)).isPresent()) {
        return part.put("type", "user").put("user_id", value.get());
      }
      if (mark.type() == MarkType.CUSTOM_EMOJI
          && whole
          && value.filter(v -> v.matches(EMOJI_NAME)).isPresent()) {
        return part.put("type", "emoji").put("name", value.get());
      }
      if (mark.type() == MarkType.LINK) {
        String url = value.orElseGet(() -> words.text().substring(mark.offset(), mark.end()));
        if (url.matches("(?i)(https?://|mailto:|tel:).+")) {
          part.put("type", "link").put("url", url);
          return url.equals(text) ? part : part.put("text", text);
        }
      }
    }
    return part.put("type", "text").put("text", text);
  }

  private static Optional<String> style(Mark mark) {
    return switch (mark.type()) {
      case BOLD -> Optional.of("bold");
      case ITALIC -> Optional.of("italic");
      case STRIKE -> Optional.of("strike");
      case CODE -> Optional.of("code");
      case PRE, QUOTE, UNDERLINE, SPOILER, LINK, MENTION, HASHTAG, COMMAND, CUSTOM_EMOJI, OTHER ->
          Optional.empty();
    };
  }

  /**
   * The words for notifications, and for where blocks cannot be shown: escaped, so that nobody is
   * called by them.
   */
  static String plain(RichText words) {
    return words.text().lines().map(SlackMrkdwn::escape).collect(Collectors.joining("\n"));
  }
}
