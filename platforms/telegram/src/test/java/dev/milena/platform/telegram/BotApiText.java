package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks words, their formatting and buttons as the Bot API does, and finds in them what Telegram
 * finds.
 */
final class BotApiText {
  private static final Set<String> TYPES =
      Set.of(
          "mention",
          "hashtag",
          "cashtag",
          "bot_command",
          "url",
          "email",
          "phone_number",
          "bold",
          "italic",
          "underline",
          "strikethrough",
          "spoiler",
          "blockquote",
          "expandable_blockquote",
          "code",
          "pre",
          "text_link",
          "text_mention",
          "custom_emoji",
          "date_time");

  private static final Pattern FOUND =
      Pattern.compile(
          "(?<![\\w/])(/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,64})?)(?![\\w/])|(?<!\\w)(@[A-Za-z0-9_]{3,64})");

  private static final Set<String> STYLES = Set.of("danger", "success", "primary");

  private BotApiText() {}

  /**
   * Puts the words of a call into a message; absent words are an empty message, which Telegram
   * refuses.
   */
  static void write(BotApiParameters parameters, ObjectNode message, String field, int most) {
    String text =
        plain(parameters.text(field).orElse(""), parameters.text("parse_mode").orElse(""));
    if (text.isBlank()) {
      throw BotApiError.badRequest("message text is empty");
    }
    if (text.length() > most) {
      throw BotApiError.badRequest(
          field.equals("text") ? "message is too long" : "message caption is too long");
    }
    String entities = field.equals("text") ? "entities" : "caption_entities";
    message.put(field, text);
    ArrayNode all = checked(parameters.json(entities), text);
    if (!all.isEmpty()) {
      message.set(entities, all);
    }
  }

  /** Of formatted text only HTML is read, and of it only that tags are no words. */
  private static String plain(String text, String mode) {
    return switch (mode) {
      case "" -> text;
      case "HTML" ->
          text.replaceAll("<[^>]*>", "")
              .replace("&lt;", "<")
              .replace("&gt;", ">")
              .replace("&quot;", "\"")
              .replace("&amp;", "&");
      default -> throw BotApiError.badRequest("can't parse entities: unsupported parse_mode");
    };
  }

  static ArrayNode checked(JsonNode entities, String text) {
    ArrayNode all = Json.mapper().createArrayNode();
    for (JsonNode entity : entities) {
      int offset = entity.path("offset").asInt(-1);
      int end = offset + entity.path("length").asInt(-1);
      String type = entity.path("type").asText();
      boolean whole =
          offset >= 0
              && end > offset
              && end <= text.length()
              && !splitsPair(text, offset)
              && !splitsPair(text, end);
      if (!whole || !TYPES.contains(type)) {
        throw BotApiError.badRequest("can't parse entities: entity is not inside the text");
      }
      if (type.equals("text_link") && !entity.path("url").isTextual()
          || type.equals("text_mention") && !entity.path("user").path("id").isNumber()) {
        throw BotApiError.badRequest("can't parse entities: a field is missing");
      }
      all.add(entity);
    }
    return all;
  }

  private static boolean splitsPair(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isLowSurrogate(text.charAt(at))
        && Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** Commands and handles in what a person writes. */
  static ArrayNode found(String text) {
    ArrayNode all = Json.mapper().createArrayNode();
    Matcher found = FOUND.matcher(text);
    while (found.find()) {
      all.addObject()
          .put("type", found.group(1) != null ? "bot_command" : "mention")
          .put("offset", found.start())
          .put("length", found.end() - found.start());
    }
    return all;
  }

  static Optional<ObjectNode> keyboard(BotApiParameters parameters) {
    JsonNode markup = parameters.json("reply_markup");
    if (!markup.isObject()) {
      return Optional.empty();
    }
    markup.path("inline_keyboard").forEach(row -> row.forEach(BotApiText::check));
    return Optional.of((ObjectNode) markup);
  }

  private static void check(JsonNode button) {
    int bytes = button.path("callback_data").asText("").getBytes(StandardCharsets.UTF_8).length;
    if (button.path("text").asText("").isEmpty()) {
      throw BotApiError.badRequest("text buttons are unallowed in the inline keyboard");
    }
    if (!button.has("url") && (bytes < 1 || bytes > 64)) {
      throw BotApiError.badRequest("BUTTON_DATA_INVALID");
    }
    if (button.has("url") && !TelegramText.opens(button.path("url").asText())) {
      throw BotApiError.badRequest("BUTTON_URL_INVALID");
    }
    if (button.has("style") && !STYLES.contains(button.path("style").asText())) {
      throw BotApiError.badRequest("invalid button style specified");
    }
  }
}
