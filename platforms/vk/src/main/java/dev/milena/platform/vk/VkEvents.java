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
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Turns an event of a community into the hub's words. Both doors bring the same form; what is about
 * a message is named by it, so that it is the same event through either. Pure.
 *
 * @see <a href="https://dev.vk.com/ru/api/community-events/json-schema">Community events, read
 *     2026-11-21</a>
 */
final class VkEvents {
  private final AccountRef account;
  private final EventIds ids;
  private final VkPeers peers;
  private final VkMessages messages;
  private final VkService service;
  private final VkFollowers followers;

  VkEvents(AccountRef account, String groupId, List<String> prefixes) {
    this.account = account;
    this.ids = EventIds.of(VkPlatform.KEY, groupId);
    this.peers = new VkPeers(groupId);
    this.messages = new VkMessages(peers, prefixes);
    this.service = new VkService(peers);
    this.followers = new VkFollowers(peers);
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
    return Translation.guarded("event_form", () -> read(input, receivedAt));
  }

  private Translation read(JsonNode input, Instant receivedAt) {
    String type = words(input, "type").orElse("");
    JsonNode object = input.path("object");
    if (VkKinds.LEFT_OUT.contains(type)) {
      return Translation.ignored(type);
    }
    if (!VkKinds.UNDERSTOOD.contains(type)) {
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
      case "group_join" -> followers.joined(arrival, object);
      case "group_leave" -> followers.left(arrival, object);
      default -> throw new IllegalStateException("Nobody reads " + type);
    };
  }

  /** A message in a history, as the event would have said it that told of it. */
  Translation past(JsonNode message, Instant receivedAt) {
    return Translation.guarded(
        "message_form", () -> past(message, new Arrival(account, ids, "history", receivedAt)));
  }

  private Translation past(JsonNode message, Arrival arrival) {
    boolean ours = peer(message, "from_id").filter(peers::isUs).isPresent();
    return service
        .read(arrival, message)
        .orElseGet(() ->
            ours
                ? messages.replied(arrival, message)
                : messages.created(arrival, message, Optional.empty()));
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
            press.flatMap(VkPress::label),
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

  /** All events of one answer of the Long Poll. */
  Translation translateAll(JsonNode updates, Instant receivedAt) {
    return updates
        .valueStream()
        .map(update -> translate(update, receivedAt))
        .reduce(new Translation(List.of(), List.of()), Translation::plus);
  }
}
