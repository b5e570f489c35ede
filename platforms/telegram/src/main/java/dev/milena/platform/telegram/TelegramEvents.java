package dev.milena.platform.telegram;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.ids;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.telegram.TelegramFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Json;
import dev.milena.model.Pointer;
import dev.milena.model.Vote;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns an update into the hub's words. Each update has one field that says of what kind it is;
 * fields that we have never heard of are passed over. Pure.
 *
 * @see <a href="https://core.telegram.org/bots/api#update">Update, read 2026-11-21</a>
 */
final class TelegramEvents {
  /**
   * The kinds that become events. Telegram leaves the last three out unless they are asked for by
   * name.
   */
  static final List<String> UNDERSTOOD =
      List.of(
          "message",
          "edited_message",
          "channel_post",
          "edited_channel_post",
          "business_message",
          "edited_business_message",
          "deleted_business_messages",
          "guest_message",
          "callback_query",
          "poll_answer",
          "my_chat_member",
          "chat_member",
          "message_reaction",
          "message_reaction_count");

  /** Known, and of no use to a conversation; up to Bot API 10.3. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "business_connection",
          "inline_query",
          "chosen_inline_result",
          "shipping_query",
          "pre_checkout_query",
          "purchased_paid_media",
          "poll",
          "chat_join_request",
          "chat_boost",
          "removed_chat_boost",
          "managed_bot",
          "stopped_message_generation",
          "subscription");

  private final AccountRef account;
  private final EventIds ids;
  private final TelegramPeople people;
  private final TelegramMessages messages;
  private final TelegramService service;
  private final TelegramMembership membership;
  private final TelegramReactions reactions;

  /**
   * @param username the bot's own name; absent: a command is ours whomever it names
   */
  TelegramEvents(AccountRef account, String ownId, Optional<String> username) {
    this.account = account;
    this.ids = EventIds.of(TelegramPlatform.KEY, ownId);
    this.people = new TelegramPeople(ownId);
    this.messages = new TelegramMessages(people, ownId, username);
    this.service = new TelegramService(people);
    this.membership = new TelegramMembership(people);
    this.reactions = new TelegramReactions(people);
  }

  static TelegramEvents of(Account account, Optional<String> username) {
    return new TelegramEvents(account.ref(), TelegramAccount.of(account).botId(), username);
  }

  /** Whether reading it takes the bot's own name. */
  static boolean namesBot(JsonNode update) {
    return update.valueStream().anyMatch(TelegramMessages::namesBot);
  }

  /** Whether it is an update at all. */
  static boolean isUpdate(JsonNode input) {
    return input.isObject() && id(input, "update_id").isPresent();
  }

  /**
   * Never fails: an update that cannot be read must not stand in the way of those behind it, so it
   * is parked.
   */
  Translation translate(JsonNode input, Instant receivedAt) {
    return Translation.guarded("update_form", () -> read(input, receivedAt));
  }

  private Translation read(JsonNode input, Instant receivedAt) {
    Arrival update = new Arrival(account, ids, id(input, "update_id").orElse("0"), receivedAt);
    for (String kind : UNDERSTOOD) {
      if (input.path(kind).isObject()) {
        return read(update, kind, input.path(kind));
      }
    }
    return input
        .propertyStream()
        .filter(p -> LEFT_OUT.contains(p.getKey()))
        .findFirst()
        .map(p -> Translation.ignored(p.getKey()))
        .orElseGet(() -> Translation.unknown("update_kind"));
  }

  private Translation read(Arrival update, String kind, JsonNode body) {
    return switch (kind) {
      case "message", "channel_post", "business_message", "guest_message" ->
          service.read(update, body).orElseGet(() -> messages.created(update, body));
      case "edited_message", "edited_channel_post", "edited_business_message" ->
          service.read(update, body).orElseGet(() -> messages.edited(update, body));
      case "deleted_business_messages" -> deleted(update, body);
      case "callback_query" -> pressed(update, body);
      case "poll_answer" -> voted(update, body);
      case "my_chat_member" -> membership.ourselves(update, body);
      case "chat_member" -> membership.others(update, body);
      case "message_reaction" -> reactions.changed(update, body);
      case "message_reaction_count" -> reactions.counted(update, body);
      default -> throw new IllegalStateException("Nobody reads " + kind);
    };
  }

  private Translation deleted(Arrival update, JsonNode body) {
    List<Pointer> gone = ids(body, "message_ids").stream().map(Pointer::new).toList();
    if (gone.isEmpty() || people.of(body).isEmpty()) {
      return Translation.unknown("deleted_business_messages_form");
    }
    return Translation.of(
        update.event(
            update.delivery(),
            Optional.empty(),
            people.of(body),
            Optional.empty(),
            new Happening.MessageDeleted(gone.getFirst(), gone.size() > 1 ? gone : List.of())));
  }

  /**
   * A press carries one value, which stands for the button too. Under a message that went out
   * through inline mode there is neither a chat nor a number, only a handle.
   */
  private Translation pressed(Arrival update, JsonNode query) {
    Optional<String> queryId = id(query, "id");
    Optional<JsonNode> message = object(query, "message");
    Optional<Conversation> where = message.flatMap(people::of);
    Optional<String> messageId = message.flatMap(m -> id(m, "message_id"));
    Optional<String> data = text(query, "data").or(() -> text(query, "game_short_name"));
    Interaction interaction =
        new Interaction(
            queryId,
            Optional.of("button"),
            data,
            message.flatMap(m -> data.flatMap(d -> TelegramKeyboard.label(m, d))),
            data,
            List.of(),
            messageId,
            text(query, "inline_message_id")
                .map(handle -> Json.mapper().createObjectNode().put("inlineMessageId", handle)));
    return Translation.of(
        update.event(
            queryId.map(q -> ids.delivery("press-" + q)).orElseGet(update::delivery),
            Optional.empty(),
            where,
            people.user(query.path("from")),
            new Happening.InteractionPressed(messageId.map(Pointer::new), interaction)));
  }

  private Translation voted(Arrival update, JsonNode answer) {
    return id(answer, "poll_id")
        .map(poll ->
            Translation.of(
                update.event(
                    update.delivery(),
                    time(answer, "date"),
                    Optional.empty(),
                    people
                        .user(answer.path("user"))
                        .or(() -> people.user(answer.path("voter_chat"))),
                    new Happening.PollVoted(
                        Optional.empty(), new Vote(poll, ids(answer, "option_ids"))))))
        .orElseGet(() -> Translation.unknown("poll_answer_form"));
  }
}
