package dev.milena.platform.telegram;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.number;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Telegram's entities and the hub's marks: both count UTF-16 units, so each becomes the other one
 * by one. Text goes out with entities and never with a parse mode, so nothing in it can be misread
 * as markup. Pure.
 *
 * @see <a href="https://core.telegram.org/bots/api#messageentity">MessageEntity, read
 *     2026-11-21</a>
 */
final class TelegramText {
  /** User ids are numbers of at most 52 bits. */
  private static final String USER_ID = "[0-9]{1,16}";

  private TelegramText() {}

  /** The marks of a text, in reading order; Telegram sends them in any order. */
  static List<Mark> marks(String text, JsonNode holder, String field) {
    List<Mark> marks = new ArrayList<>();
    each(holder, field).forEach(entity -> mark(entity, text.length()).ifPresent(marks::add));
    return new RichText(text, marks).marks();
  }

  private static Optional<Mark> mark(JsonNode entity, int end) {
    long offset = number(entity, "offset").orElse(-1L);
    long length = number(entity, "length").orElse(0L);
    if (offset < 0 || offset >= end || length < 1) {
      return Optional.empty();
    }
    int fits = (int) Math.min(length, end - offset);
    return text(entity, "type").flatMap(type -> mark(type, entity, (int) offset, fits));
  }

  private static Optional<Mark> mark(String type, JsonNode entity, int offset, int length) {
    return switch (type) {
      case "bold" -> Optional.of(Mark.of(MarkType.BOLD, offset, length));
      case "italic" -> Optional.of(Mark.of(MarkType.ITALIC, offset, length));
      case "underline" -> Optional.of(Mark.of(MarkType.UNDERLINE, offset, length));
      case "strikethrough" -> Optional.of(Mark.of(MarkType.STRIKE, offset, length));
      case "spoiler" -> Optional.of(Mark.of(MarkType.SPOILER, offset, length));
      case "code" -> Optional.of(Mark.of(MarkType.CODE, offset, length));
      case "pre" -> Optional.of(new Mark(MarkType.PRE, offset, length, text(entity, "language")));
      case "blockquote", "expandable_blockquote" ->
          Optional.of(Mark.of(MarkType.QUOTE, offset, length));
      case "url" -> Optional.of(Mark.of(MarkType.LINK, offset, length));
      case "text_link" -> Optional.of(new Mark(MarkType.LINK, offset, length, text(entity, "url")));
      case "mention" -> Optional.of(Mark.of(MarkType.MENTION, offset, length));
      case "text_mention" ->
          Optional.of(
              new Mark(
                  MarkType.MENTION,
                  offset,
                  length,
                  object(entity, "user").flatMap(user -> id(user, "id"))));
      case "hashtag", "cashtag" -> Optional.of(Mark.of(MarkType.HASHTAG, offset, length));
      case "bot_command" -> Optional.of(Mark.of(MarkType.COMMAND, offset, length));
      case "custom_emoji" ->
          Optional.of(
              new Mark(MarkType.CUSTOM_EMOJI, offset, length, id(entity, "custom_emoji_id")));
      // Addresses of mail and telephone, card numbers, dates: shown as they are typed.
      default -> Optional.empty();
    };
  }

  /** The handles (with @) and ids of users that a text names. */
  static List<String> mentions(String text, List<Mark> marks) {
    return marks.stream()
        .filter(m -> m.type() == MarkType.MENTION)
        .map(m -> m.value().orElseGet(() -> text.substring(m.offset(), m.end())))
        .distinct()
        .toList();
  }

  /** The entities that say what the marks say; what Telegram finds by itself is left to it. */
  static ArrayNode entities(RichText rich) {
    ArrayNode entities = Json.mapper().createArrayNode();
    for (Mark mark : rich.marks()) {
      entity(mark, rich.text())
          .ifPresent(entity ->
              entities.add(entity.put("offset", mark.offset()).put("length", mark.length())));
    }
    return entities;
  }

  private static Optional<ObjectNode> entity(Mark mark, String text) {
    return switch (mark.type()) {
      case BOLD -> plain("bold");
      case ITALIC -> plain("italic");
      case UNDERLINE -> plain("underline");
      case STRIKE -> plain("strikethrough");
      case SPOILER -> plain("spoiler");
      case CODE -> plain("code");
      case QUOTE -> plain("blockquote");
      case PRE -> plain("pre").map(e -> put(e, "language", mark.value()));
      case LINK ->
          mark.value()
              .filter(TelegramText::opens)
              .flatMap(url -> plain("text_link").map(e -> e.put("url", url)));
      case MENTION ->
          mark.value()
              .filter(user -> user.matches(USER_ID))
              .map(user -> mention(user, text.substring(mark.offset(), mark.end())));
      case CUSTOM_EMOJI ->
          mark.value()
              .filter(emoji -> emoji.matches("[0-9]{1,19}"))
              .flatMap(emoji -> plain("custom_emoji").map(e -> e.put("custom_emoji_id", emoji)));
      // Telegram marks hashtags and commands itself.
      case HASHTAG, COMMAND, OTHER -> Optional.empty();
    };
  }

  private static Optional<ObjectNode> plain(String type) {
    return Optional.of(Json.mapper().createObjectNode().put("type", type));
  }

  private static ObjectNode put(ObjectNode entity, String field, Optional<String> value) {
    value.ifPresent(v -> entity.put(field, v));
    return entity;
  }

  private static ObjectNode mention(String user, String shown) {
    ObjectNode entity = Json.mapper().createObjectNode().put("type", "text_mention");
    entity
        .putObject("user")
        .put("id", Long.parseLong(user))
        .put("is_bot", false)
        .put("first_name", shown);
    return entity;
  }

  /** Whether Telegram makes a link of it: it drops other schemes silently. */
  static boolean opens(String url) {
    return url.matches("(?i)(https?://|tg://|mailto:|tel:).+");
  }
}
