package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.testkit.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The methods that change what is there: edits, deletions, reactions, and answers to presses. */
final class BotApiChanging {
  private static final long DELETABLE_SECONDS = 48 * 3600L;
  private static final int ANSWER_MAX = 200;
  private static final int DELETED_MAX = 100;

  private final Tally tally;

  BotApiChanging(Tally tally) {
    this.tally = tally;
  }

  JsonNode edit(SimulatedBot bot, String method, BotApiParameters parameters) {
    SimulatedChat chat = enter(bot, parameters);
    SimulatedMessage message = find(chat, parameters, "message to edit not found");
    if (!message.isFromBot()) {
      throw BotApiError.badRequest("message can't be edited");
    }
    ObjectNode changes = BotApi.object();
    List<String> replaced = new ArrayList<>(List.of("reply_markup", "edit_date"));
    switch (method) {
      case "editmessagetext" -> {
        if (!message.hasText()) {
          throw BotApiError.badRequest("there is no text in the message to edit");
        }
        replaced.addAll(List.of("text", "entities"));
        BotApiText.write(parameters, changes, "text", 4096);
      }
      case "editmessagecaption" -> {
        if (!message.hasMedia()) {
          throw BotApiError.badRequest("there is no caption in the message to edit");
        }
        replaced.addAll(List.of("caption", "caption_entities"));
        if (parameters.has("caption")) {
          BotApiText.write(parameters, changes, "caption", 1024);
        }
      }
      default -> {
        // The buttons alone.
      }
    }
    BotApiText.keyboard(parameters).ifPresent(keyboard -> changes.set("reply_markup", keyboard));
    return message.change(changes, replaced, bot.now());
  }

  JsonNode delete(SimulatedBot bot, BotApiParameters parameters) {
    SimulatedChat chat = enter(bot, parameters);
    if (parameters.has("message_ids")) {
      List<String> ids = BotUpdates.texts(parameters.json("message_ids"));
      if (ids.isEmpty() || ids.size() > DELETED_MAX) {
        throw BotApiError.badRequest("there must be 1 to 100 message identifiers");
      }
      ids.forEach(id -> chat.find(Long.parseLong(id)).ifPresent(SimulatedMessage::delete));
      return BooleanNode.TRUE;
    }
    SimulatedMessage message = find(chat, parameters, "message to delete not found");
    boolean old = bot.now() - message.date() > DELETABLE_SECONDS;
    if (old || !message.isFromBot() && chat.type().equals("group")) {
      throw BotApiError.badRequest("message can't be deleted");
    }
    message.delete();
    return BooleanNode.TRUE;
  }

  JsonNode react(SimulatedBot bot, BotApiParameters parameters) {
    SimulatedChat chat = enter(bot, parameters);
    SimulatedMessage message = find(chat, parameters, "message to react not found");
    List<String> reactions = new ArrayList<>();
    parameters.json("reaction").forEach(r -> reactions.add(reaction(r)));
    if (reactions.size() > 1) {
      throw BotApiError.badRequest("REACTIONS_TOO_MANY");
    }
    message.react(reactions);
    return BooleanNode.TRUE;
  }

  private static String reaction(JsonNode reaction) {
    String emoji = reaction.path("emoji").asText();
    return switch (reaction.path("type").asText()) {
      case "emoji" ->
          TelegramReactionNames.find(emoji)
              .filter(emoji::equals)
              .orElseThrow(() -> BotApiError.badRequest("REACTION_INVALID"));
      case "custom_emoji" -> throw BotApiError.badRequest("REACTION_INVALID");
      default -> throw BotApiError.badRequest("can't parse reaction: unknown type");
    };
  }

  JsonNode answer(SimulatedBot bot, BotApiParameters parameters) {
    String text = parameters.text("text").orElse("");
    if (text.length() > ANSWER_MAX) {
      throw BotApiError.badRequest("MESSAGE_TOO_LONG");
    }
    bot.answerPress(parameters.text("callback_query_id").orElse(""), text);
    return BooleanNode.TRUE;
  }

  private SimulatedChat enter(SimulatedBot bot, BotApiParameters parameters) {
    return BotApiSending.enter(bot, parameters, tally);
  }

  private static SimulatedMessage find(
      SimulatedChat chat, BotApiParameters parameters, String otherwise) {
    Optional<Long> number = parameters.number("message_id");
    return number.flatMap(chat::find).orElseThrow(() -> BotApiError.badRequest(otherwise));
  }
}
