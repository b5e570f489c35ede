package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Happening;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.platform.Translation;
import java.util.Optional;

/**
 * Calls of the External Bot API, 2.0 and 1.0, in the hub's words. The conversation is the chat;
 * only {@code new_chat} names the visitor, later messages have no sender and get the conversation's
 * known participant in the router. Pure.
 *
 * @see <a href="https://github.com/webim/webim-extbot">Webim's own sample bot, src/extbot and tests
 *     (read 2026-11-21)</a>
 */
final class BotEvents {
  private final Receipt receipt;
  private final String baseUrl;

  private BotEvents(Receipt receipt, String baseUrl) {
    this.receipt = receipt;
    this.baseUrl = baseUrl;
  }

  static Translation of(WebimSettings settings, Receipt receipt, JsonNode body) {
    BotEvents reader = new BotEvents(receipt, settings.baseUrl());
    return switch (body.path("event").asText("")) {
      case "new_chat" -> reader.opened(body);
      case "new_message" -> reader.said(body);
      default -> Translation.unknown("event");
    };
  }

  private Translation opened(JsonNode body) {
    Optional<String> chat = BotParts.id(body.at("/chat/id"));
    if (chat.isEmpty()) {
      return Translation.unknown("chat");
    }
    Optional<Participant> visitor = visitor(body.path("visitor"));
    Translation all =
        Translation.of(
            receipt.event(
                receipt.sameBytes(0), chat.get(), visitor, new Happening.ConversationOpened()));
    int n = 1;
    for (JsonNode message : body.path("messages")) {
      all = all.plus(message(chat.get(), visitor, message, receipt.sameBytes(n++)));
    }
    return all;
  }

  private Translation said(JsonNode body) {
    boolean second = body.path("message").isObject();
    return BotParts.id(body.path("chat_id"))
        .or(() -> BotParts.id(body.at("/chat/id")))
        .map(chat ->
            message(
                chat,
                Optional.empty(),
                second ? body.path("message") : body,
                receipt.occurrence(0)))
        .orElseGet(() -> Translation.unknown("chat"));
  }

  /**
   * @param unnamed the event's id where the message has none
   */
  private Translation message(
      String chat, Optional<Participant> sender, JsonNode message, String unnamed) {
    String kind = message.path("kind").asText("");
    Optional<String> id = BotParts.id(message.path("id"));
    String eventId = id.map(m -> receipt.message(chat, m, "created")).orElse(unnamed);
    return switch (kind) {
      case "visitor" -> created(eventId, chat, sender, BotParts.text(id, message));
      case "file_visitor" -> created(eventId, chat, sender, BotParts.file(baseUrl, id, message));
      case "sticker_visitor" -> created(eventId, chat, sender, BotParts.sticker(id, message));
      case "keyboard_response" ->
          Translation.of(
              receipt.event(
                  id.map(m -> receipt.message(chat, m, "pressed")).orElse(unnamed),
                  chat,
                  sender,
                  BotParts.pressed(id, message)));
      // Words of Webim's clients for what the desk itself says, and for requests that no robot
      // answers.
      case "info",
          "operator",
          "file_operator",
          "keyboard",
          "cont_req",
          "contacts",
          "for_operator",
          "action_request",
          "operator_busy" ->
          Translation.ignored(kind + "_message");
      default -> Translation.unknown("message_kind");
    };
  }

  private Translation created(
      String eventId, String chat, Optional<Participant> sender, Message message) {
    boolean empty = message.text().isEmpty() && message.attachments().isEmpty();
    return empty
        ? Translation.ignored("empty_message")
        : Translation.of(
            receipt.event(
                eventId,
                chat,
                sender,
                new Happening.MessageCreated(message, SlashCommand.of(message))));
  }

  private static Optional<Participant> visitor(JsonNode visitor) {
    Optional<String> name = BotParts.value(visitor.at("/fields/name"));
    return BotParts.id(visitor.path("id"))
        .map(id -> new Participant(id, name, Optional.empty(), false, false));
  }
}
