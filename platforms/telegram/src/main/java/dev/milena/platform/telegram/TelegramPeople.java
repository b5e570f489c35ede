package dev.milena.platform.telegram;

import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Member;
import dev.milena.model.Participant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads users and chats. Pure. */
final class TelegramPeople {
  /**
   * Stands before the id of a topic in a channel's direct messages, which is no thread of the
   * ordinary kind.
   */
  static final String DIRECT_TOPIC = "direct-";

  /** Stands before the id of a guest query, which is the only address that its answer has. */
  static final String GUEST = "guest-";

  private final String ownId;

  TelegramPeople(String ownId) {
    this.ownId = ownId;
  }

  Optional<Participant> user(JsonNode user) {
    return id(user, "id")
        .map(id ->
            new Participant(
                id, name(user), text(user, "username"), flag(user, "is_bot"), id.equals(ownId)));
  }

  /**
   * Who wrote a message: the chat in whose name it was written, if any; the user that Telegram then
   * names beside it is a placeholder (an anonymous administrator, an automatic forward).
   */
  Optional<Participant> writer(JsonNode message) {
    Optional<Participant> writer =
        object(message, "sender_chat").flatMap(this::user).or(() -> user(message.path("from")));
    return byBusiness(message) ? writer.map(TelegramPeople::asSelf) : writer;
  }

  /**
   * Whether the owner of a business account wrote it, by hand or through a bot. A business chat is
   * named after the customer, so whoever else writes in it is the owner.
   */
  private boolean byBusiness(JsonNode message) {
    return message.has("business_connection_id")
        && id(message.path("chat"), "id").isPresent()
        && id(message.path("from"), "id").isPresent()
        && !id(message.path("chat"), "id").equals(id(message.path("from"), "id"));
  }

  private static Participant asSelf(Participant p) {
    return new Participant(p.id(), p.name(), p.username(), p.bot(), true);
  }

  /** The chat of a message, with the thread that it belongs to. */
  Optional<Conversation> of(JsonNode message) {
    return chat(message.path("chat"), thread(message), workspace(message));
  }

  Optional<Conversation> chat(JsonNode chat, Optional<String> thread, Optional<String> workspace) {
    return id(chat, "id")
        .map(id ->
            new Conversation(id, type(chat), title(chat), thread, workspace, Optional.empty()));
  }

  private static Optional<String> thread(JsonNode message) {
    return object(message, "direct_messages_topic")
        .flatMap(topic -> id(topic, "topic_id"))
        .map(topic -> DIRECT_TOPIC + topic)
        .or(() -> id(message, "message_thread_id"));
  }

  private static Optional<String> workspace(JsonNode message) {
    return text(message, "business_connection_id")
        .or(() -> id(message, "guest_query_id").map(query -> GUEST + query));
  }

  private static Optional<ConversationType> type(JsonNode chat) {
    return text(chat, "type")
        .flatMap(type ->
            switch (type) {
              case "private", "sender" -> Optional.of(ConversationType.DIRECT);
              case "group", "supergroup" -> Optional.of(ConversationType.GROUP);
              case "channel" -> Optional.of(ConversationType.CHANNEL);
              default -> Optional.empty();
            });
  }

  private static Optional<String> title(JsonNode chat) {
    return text(chat, "title").or(() -> name(chat));
  }

  /** First and last name; of a chat its title. */
  private static Optional<String> name(JsonNode user) {
    String name =
        Stream.of("first_name", "last_name")
            .map(field -> text(user, field))
            .flatMap(Optional::stream)
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining(" "));
    return name.isEmpty() ? text(user, "title") : Optional.of(name);
  }

  Optional<Member> member(JsonNode user) {
    return user(user).map(p -> new Member(p.id(), p.name(), p.bot(), p.self()));
  }
}
