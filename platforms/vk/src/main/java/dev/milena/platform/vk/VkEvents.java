package dev.milena.platform.vk;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.words;
import static dev.milena.platform.vk.VkFields.cmid;
import static dev.milena.platform.vk.VkFields.peer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.DeliveryReport;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Json;
import dev.milena.model.Member;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.platform.Arrival;
import dev.milena.platform.Payload;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns an event of a community into the hub's words. Both doors bring the same form; what is about
 * a message is named by it, so that it is the same event through either. Pure.
 *
 * @see <a href="https://dev.vk.com/ru/api/community-events/json-schema">Community events, read
 *     2026-11-21</a>
 */
final class VkEvents {
  /** What the hub has a word for; these are switched on for the Long Poll. */
  static final List<String> UNDERSTOOD =
      List.of(
          "message_new",
          "message_reply",
          "message_edit",
          "message_event",
          "message_reaction_event",
          "message_read",
          "message_typing_state",
          "message_allow",
          "message_deny",
          "group_join",
          "group_leave");

  /** Known, and of no use to a conversation. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "app_payload",
          "audio_new",
          "board_post_delete",
          "board_post_edit",
          "board_post_new",
          "board_post_restore",
          "donut_money_withdraw",
          "donut_money_withdraw_error",
          "donut_subscription_cancelled",
          "donut_subscription_create",
          "donut_subscription_expired",
          "donut_subscription_price_changed",
          "donut_subscription_prolonged",
          "group_change_photo",
          "group_change_settings",
          "group_officers_edit",
          "lead_forms_new",
          "like_add",
          "like_remove",
          "market_comment_delete",
          "market_comment_edit",
          "market_comment_new",
          "market_comment_restore",
          "market_order_edit",
          "market_order_new",
          "messages_edit",
          "photo_comment_delete",
          "photo_comment_edit",
          "photo_comment_new",
          "photo_comment_restore",
          "photo_new",
          "poll_vote_new",
          "user_block",
          "user_unblock",
          "video_comment_delete",
          "video_comment_edit",
          "video_comment_new",
          "video_comment_restore",
          "video_new",
          "vkpay_transaction",
          "wall_post_new",
          "wall_reply_delete",
          "wall_reply_edit",
          "wall_reply_new",
          "wall_reply_restore",
          "wall_repost",
          "wall_schedule_post_delete",
          "wall_schedule_post_new");

  private final AccountRef account;
  private final EventIds ids;
  private final VkPeers peers;
  private final VkMessages messages;
  private final VkService service;

  VkEvents(AccountRef account, String groupId, List<String> prefixes) {
    this.account = account;
    this.ids = EventIds.of(VkPlatform.KEY, groupId);
    this.peers = new VkPeers(groupId);
    this.messages = new VkMessages(peers, prefixes);
    this.service = new VkService(peers);
  }

  static VkEvents of(Account account) {
    VkAccount settings = VkAccount.of(account);
    return new VkEvents(account.ref(), settings.groupId(), settings.prefixes());
  }

  /** Whether it is an event at all, or the question that confirms an address. */
  static boolean isEvent(JsonNode input) {
    return input.isObject() && words(input, "type").isPresent();
  }

  /**
   * Never fails: an event that cannot be read must not stand in the way of those behind it, so it
   * is parked.
   */
  Translation translate(JsonNode input, Instant receivedAt) {
    try {
      return read(input, receivedAt);
    } catch (RuntimeException _) {
      return Translation.unknown("event_form");
    }
  }

  private Translation read(JsonNode input, Instant receivedAt) {
    String type = words(input, "type").orElse("");
    JsonNode object = input.path("object");
    if (LEFT_OUT.contains(type)) {
      return Translation.ignored(type);
    }
    if (!UNDERSTOOD.contains(type)) {
      return Translation.unknown("event");
    }
    Optional<String> delivery = id(input, "event_id");
    if (!object.isObject() || delivery.isEmpty()) {
      return Translation.unknown("event_form");
    }
    return read(new Arrival(account, ids, delivery.get(), receivedAt), type, object);
  }

  private Translation read(Arrival arrival, String type, JsonNode object) {
    return switch (type) {
      case "message_new" -> {
        JsonNode message = object.path("message");
        yield service
            .read(arrival, message)
            .orElseGet(() -> messages.created(arrival, message, object(object, "client_info")));
      }
      case "message_reply" ->
          service.read(arrival, object).orElseGet(() -> messages.replied(arrival, object));
      case "message_edit" -> messages.edited(arrival, object);
      case "message_event" -> pressed(arrival, object);
      case "message_reaction_event" -> reacted(arrival, object);
      case "message_read" -> wasRead(arrival, object);
      case "message_typing_state" -> typing(arrival, object);
      case "message_allow" -> ofPerson(arrival, object, new Happening.BotUnblocked());
      case "message_deny" -> ofPerson(arrival, object, new Happening.BotBlocked());
      case "group_join" -> joined(arrival, object);
      case "group_leave" -> left(arrival, object);
      default -> throw new IllegalStateException("Nobody reads " + type);
    };
  }

  private static Optional<Conversation> place(JsonNode object, String field) {
    return peer(object, field).map(VkPeers::conversation);
  }

  private Optional<Participant> person(JsonNode object, String field) {
    return peer(object, field).map(peers::participant);
  }

  /**
   * An answer has to name the press and whoever pressed, so both make up its id. A button of a
   * keyboard below the chat belongs to no message.
   */
  private Translation pressed(Arrival arrival, JsonNode object) {
    Optional<String> event = words(object, "event_id");
    Optional<Participant> who = person(object, "user_id");
    Optional<Conversation> where = place(object, "peer_id");
    if (event.isEmpty() || who.isEmpty() || where.isEmpty()) {
      return Translation.unknown("message_event_form");
    }
    Optional<VkPress> press = VkPress.read(object.path("payload"));
    Optional<String> number = cmid(object);
    Interaction interaction =
        new Interaction(
            Optional.of(event.get() + "/" + who.get().id()),
            Optional.of("callback"),
            press.map(VkPress::action),
            Optional.empty(),
            press.map(VkPress::value),
            List.of(),
            number,
            press.map(p -> Json.mapper().createObjectNode().set("payload", p.carried())));
    return Translation.of(
        arrival.event(
            ids.delivery("press-" + event.get()),
            Optional.empty(),
            where,
            who,
            new Happening.InteractionPressed(number.map(Pointer::new), interaction)));
  }

  /** Without a number the person has taken theirs away. */
  private Translation reacted(Arrival arrival, JsonNode object) {
    Optional<Pointer> message = cmid(object).map(Pointer::new);
    Optional<Conversation> where = place(object, "peer_id");
    if (message.isEmpty() || where.isEmpty()) {
      return Translation.unknown("message_reaction_event_form");
    }
    Optional<String> number = VkFields.counted(object, "reaction_id");
    Happening what =
        number
            .<Happening>map(n ->
                new Happening.ReactionAdded(
                    message.get(), new Reaction(VkReactions.emoji(n), Optional.of(n))))
            .orElseGet(() ->
                new Happening.ReactionRemoved(
                    message.get(), new Reaction(Optional.empty(), Optional.empty())));
    return Translation.of(
        arrival.event(
            arrival.delivery(), Optional.empty(), where, person(object, "reacted_id"), what));
  }

  /** Up to and with that message. */
  private Translation wasRead(Arrival arrival, JsonNode object) {
    Optional<String> number = cmid(object);
    Optional<Conversation> where = place(object, "peer_id");
    if (number.isEmpty() || where.isEmpty()) {
      return Translation.unknown("message_read_form");
    }
    Optional<Participant> who = person(object, "from_id");
    return Translation.of(
        arrival.event(
            arrival.about(where.get(), number.get(), "read", who.map(Participant::id).orElse("0")),
            Optional.empty(),
            where,
            who,
            new Happening.DeliveryStatus(
                new DeliveryReport("read", number.get(), Optional.empty()))));
  }

  /** Told in direct chats alone, so whoever types is the chat. */
  private Translation typing(Arrival arrival, JsonNode object) {
    Optional<Participant> who = person(object, "from_id");
    return who.filter(Participant::self).isPresent()
        ? Translation.ignored("own_typing")
        : ofChat(arrival, place(object, "from_id"), who, new Happening.Typing());
  }

  private Translation ofPerson(Arrival arrival, JsonNode object, Happening what) {
    return ofChat(arrival, place(object, "user_id"), person(object, "user_id"), what);
  }

  private static Translation ofChat(
      Arrival arrival, Optional<Conversation> where, Optional<Participant> who, Happening what) {
    return where.isEmpty()
        ? Translation.unknown("event_form")
        : Translation.of(arrival.event(arrival.delivery(), Optional.empty(), where, who, what));
  }

  /** The community is no chat: whoever follows it is in none for that. */
  private Translation joined(Arrival arrival, JsonNode object) {
    String how = words(object, "join_type").orElse("join");
    if (how.equals("request")) {
      return Translation.ignored("join_request");
    }
    Optional<Participant> by =
        how.equals("approved") ? Optional.empty() : person(object, "user_id");
    return membership(
        arrival,
        object,
        by,
        member -> new Happening.MemberJoined(Optional.empty(), member, List.of()));
  }

  private Translation left(Arrival arrival, JsonNode object) {
    boolean themselves = object.path("self").asInt() == 1 || Payload.flag(object, "self");
    return membership(
        arrival,
        object,
        themselves ? person(object, "user_id") : Optional.empty(),
        member -> new Happening.MemberLeft(Optional.empty(), member, List.of()));
  }

  private Translation membership(
      Arrival arrival,
      JsonNode object,
      Optional<Participant> by,
      java.util.function.Function<Member, Happening> what) {
    return peer(object, "user_id")
        .map(peers::member)
        .map(member ->
            Translation.of(
                arrival.event(
                    arrival.delivery(),
                    Optional.empty(),
                    Optional.empty(),
                    by,
                    what.apply(member))))
        .orElseGet(() -> Translation.unknown("event_form"));
  }

  /** All events of one answer of the Long Poll. */
  Translation translateAll(JsonNode updates, Instant receivedAt) {
    return updates
        .valueStream()
        .map(update -> translate(update, receivedAt))
        .reduce(new Translation(List.of(), List.of()), Translation::plus);
  }
}
