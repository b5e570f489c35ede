package dev.milena.platform.slack;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.number;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people type comes as rich text beside the markup, and only there nothing has to be guessed.
 * Pure.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks/rich-text-block">Rich text block,
 *     read 2026-11-21</a>
 */
final class SlackRichText {
  private static final Map<String, MarkType> STYLES =
      Map.of(
          "bold", MarkType.BOLD,
          "italic", MarkType.ITALIC,
          "strike", MarkType.STRIKE,
          "underline", MarkType.UNDERLINE,
          "code", MarkType.CODE);

  private static final String BULLET = "• ";

  /** Lists within lists are pushed in at most so far. */
  private static final int INDENT_MAX = 8;

  private final SlackWords out = new SlackWords();

  private SlackRichText() {}

  /** The words of a message; absent unless all of its blocks are rich text. */
  static Optional<RichText> read(JsonNode message) {
    List<JsonNode> blocks = each(message, "blocks").toList();
    boolean typed =
        !blocks.isEmpty()
            && blocks.stream().allMatch(b -> b.path("type").asText().equals("rich_text"));
    if (!typed) {
      return Optional.empty();
    }
    SlackRichText reader = new SlackRichText();
    blocks.forEach(block -> each(block, "elements").forEach(reader::block));
    return Optional.of(reader.out.finish()).filter(read -> !read.text().isEmpty());
  }

  private void block(JsonNode block) {
    out.line();
    int since = out.length();
    switch (block.path("type").asText()) {
      case "rich_text_preformatted" -> {
        inline(block);
        out.mark(MarkType.PRE, since);
      }
      case "rich_text_quote" -> {
        inline(block);
        out.mark(MarkType.QUOTE, since);
      }
      case "rich_text_list" -> list(block);
      default -> inline(block);
    }
  }

  private void list(JsonNode list) {
    boolean ordered = list.path("style").asText().equals("ordered");
    long indent = Math.clamp(number(list, "indent").orElse(0L), 0, INDENT_MAX);
    long number = number(list, "offset").orElse(0L) + 1;
    for (JsonNode item : list.path("elements")) {
      out.line();
      out.say("  ".repeat((int) indent)).say(ordered ? number++ + ". " : BULLET);
      inline(item);
    }
  }

  private void inline(JsonNode parent) {
    each(parent, "elements").forEach(this::element);
  }

  private void element(JsonNode element) {
    int since = out.length();
    switch (element.path("type").asText()) {
      case "link" -> out.link(text(element, "url").orElse(""), text(element, "text"));
      case "user" -> id(element, "user_id").ifPresent(user -> out.mention(user, Optional.empty()));
      case "usergroup" -> id(element, "usergroup_id").ifPresent(out::call);
      case "broadcast" -> id(element, "range").ifPresent(out::call);
      case "channel" -> id(element, "channel_id").ifPresent(channel -> out.say("#").say(channel));
      case "emoji" -> emoji(element);
      case "date" -> text(element, "fallback").ifPresent(out::say);
      case "color" -> text(element, "value").ifPresent(out::say);
      default -> text(element, "text").ifPresent(out::say);
    }
    element
        .path("style")
        .properties()
        .forEach(style -> {
          if (style.getValue().asBoolean(false) && STYLES.containsKey(style.getKey())) {
            out.mark(STYLES.get(style.getKey()), since);
          }
        });
  }

  private void emoji(JsonNode element) {
    id(element, "name")
        .ifPresent(name -> out.emoji(name, number(element, "skin_tone").map(Long::intValue)));
  }
}
