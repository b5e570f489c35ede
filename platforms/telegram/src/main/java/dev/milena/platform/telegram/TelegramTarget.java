package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Address;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import java.util.List;
import java.util.Optional;

/**
 * Where a call goes: a chat, its topic, and the business account in whose name it is made. Pure.
 *
 * @param to the hub's address
 */
record TelegramTarget(Address to) {
  /** The topic that every forum has; Telegram refuses to be told its number. */
  private static final String GENERAL_TOPIC = "1";

  /** Ids are whole numbers of at most 52 bits and a sign. */
  private static final String NUMBER = "-?[0-9]{1,18}";

  /** Parameters that every call into a chat has. */
  ObjectNode chat() {
    ObjectNode parameters = Json.mapper().createObjectNode();
    business().ifPresent(connection -> parameters.put("business_connection_id", connection));
    if (to.conversation().matches(NUMBER)) {
      return parameters.put("chat_id", Long.parseLong(to.conversation()));
    }
    return parameters.put("chat_id", to.conversation());
  }

  /** Parameters that every new message has. */
  ObjectNode topic() {
    ObjectNode parameters = chat();
    to.thread()
        .filter(thread -> !thread.equals(GENERAL_TOPIC))
        .ifPresent(thread -> topic(parameters, thread));
    return parameters;
  }

  private static void topic(ObjectNode parameters, String thread) {
    if (thread.startsWith(TelegramPeople.DIRECT_TOPIC)) {
      number(thread.substring(TelegramPeople.DIRECT_TOPIC.length()))
          .ifPresent(topic -> parameters.put("direct_messages_topic_id", topic));
    } else {
      number(thread).ifPresent(topic -> parameters.put("message_thread_id", topic));
    }
  }

  /** The chat alone: some methods have no word for a business account. */
  ObjectNode plainChat() {
    ObjectNode parameters = chat();
    parameters.remove("business_connection_id");
    return parameters;
  }

  Optional<String> business() {
    return to.workspace().filter(w -> !w.startsWith(TelegramPeople.GUEST));
  }

  /** The question of a guest that is to be answered. */
  Optional<String> guestQuery() {
    return to.workspace()
        .filter(w -> w.startsWith(TelegramPeople.GUEST))
        .map(w -> w.substring(TelegramPeople.GUEST.length()));
  }

  static Optional<Long> number(String id) {
    return id.matches(NUMBER) ? Optional.of(Long.parseLong(id)) : Optional.empty();
  }

  /**
   * The numbers of the messages that a command names; empty when it names none that Telegram could
   * have.
   */
  static List<Long> messages(MessageRef ref) {
    return switch (ref) {
      case MessageRef.Known known ->
          known.ids().stream().map(TelegramTarget::number).flatMap(Optional::stream).toList();
      case MessageRef.SentBy _ -> List.of();
    };
  }
}
