package dev.milena.platform.vk;

import static dev.milena.platform.Payload.text;
import static dev.milena.platform.Payload.words;
import static dev.milena.platform.vk.VkFields.cmid;
import static dev.milena.platform.vk.VkFields.peer;
import static dev.milena.platform.vk.VkFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.Happening;
import dev.milena.model.Member;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.util.List;
import java.util.Optional;

/**
 * Reads messages in which a chat speaks of itself: who came, who went, what it is called. Pure.
 *
 * @see <a href="https://dev.vk.com/ru/reference/objects/message">Message, field action, read
 *     2026-11-21</a>
 */
final class VkService {
  private final VkPeers peers;

  VkService(VkPeers peers) {
    this.peers = peers;
  }

  /** Empty for a message of somebody's. */
  Optional<Translation> read(Arrival arrival, JsonNode body) {
    return words(body.path("action"), "type").map(type -> read(arrival, body, type));
  }

  private Translation read(Arrival arrival, JsonNode body, String type) {
    Optional<Conversation> where = peer(body, "peer_id").map(VkPeers::conversation);
    Optional<String> number = cmid(body);
    if (where.isEmpty() || number.isEmpty()) {
      return Translation.unknown("message_form");
    }
    JsonNode action = body.path("action");
    Optional<Pointer> pointer = number.map(Pointer::new);
    Optional<String> who = peer(action, "member_id").or(() -> peer(body, "from_id"));
    Optional<Happening> what =
        switch (type) {
          case "chat_invite_user",
              "chat_invite_user_by_link",
              "chat_invite_user_by_message_request" ->
              who.map(id -> came(pointer, id));
          case "chat_kick_user" -> who.map(id -> left(pointer, id));
          case "chat_create" -> Optional.of(new Happening.BotAdded());
          case "chat_title_update", "chat_photo_update", "chat_photo_remove" ->
              Optional.of(new Happening.ConversationUpdated(pointer));
          default -> Optional.empty();
        };
    return what.map(happening ->
            Translation.of(
                arrival.event(
                    arrival.about(where.get(), number.get(), "action"),
                    time(body, "date"),
                    Optional.of(titled(where.get(), action, type)),
                    by(body),
                    happening)))
        .orElseGet(() -> without(type));
  }

  private static Translation without(String type) {
    return switch (type) {
      case "chat_pin_message", "chat_unpin_message", "chat_screenshot" -> Translation.ignored(type);
      default -> Translation.unknown("action");
    };
  }

  private Happening came(Optional<Pointer> message, String id) {
    Member member = peers.member(id);
    return member.self()
        ? new Happening.BotAdded()
        : new Happening.MemberJoined(message, member, List.of());
  }

  /** Whoever removes themselves has left. */
  private Happening left(Optional<Pointer> message, String id) {
    Member member = peers.member(id);
    return member.self()
        ? new Happening.BotRemoved()
        : new Happening.MemberLeft(message, member, List.of());
  }

  private Optional<Participant> by(JsonNode body) {
    return peer(body, "from_id").map(peers::participant);
  }

  private static Conversation titled(Conversation where, JsonNode action, String type) {
    return type.equals("chat_title_update") || type.equals("chat_create")
        ? new Conversation(
            where.id(),
            where.type(),
            text(action, "text").filter(t -> !t.isBlank()),
            where.thread(),
            where.workspace(),
            where.session(),
            where.openUntil())
        : where;
  }
}
