package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Participant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who writes, and where. A person is known by the number; where they hide it, by the id that they
 * have for this business ({@code US.1234}). A direct chat has the id of its person. Pure.
 *
 * @param value of a change: names stand beside the messages, in no order that would mean anything
 */
record WhatsAppPeople(JsonNode value) {
  /** Where a message was written, or an echo of one. */
  Optional<Conversation> where(JsonNode message, Optional<String> other) {
    Optional<String> group = id(message, "group_id");
    return group.isPresent()
        ? group.map(g -> Conversation.of(g, ConversationType.GROUP))
        : other.map(person -> Conversation.of(person, ConversationType.DIRECT));
  }

  /** Id of who wrote a message. */
  static Optional<String> writerId(JsonNode message) {
    return id(message, "from").or(() -> id(message, "from_user_id"));
  }

  /** Id of whom an echo went to. */
  static Optional<String> recipientId(JsonNode echo) {
    return id(echo, "to").or(() -> id(echo, "to_user_id"));
  }

  Optional<Participant> writer(JsonNode message) {
    return writerId(message)
        .map(writer -> {
          Optional<JsonNode> profile =
              each(value, "contacts")
                  .filter(contact -> isOf(contact, message))
                  .map(contact -> contact.path("profile"))
                  .findFirst();
          return new Participant(
              writer,
              profile.flatMap(p -> words(p, "name")),
              profile.flatMap(p -> words(p, "username")),
              false,
              false);
        });
  }

  private static boolean isOf(JsonNode contact, JsonNode message) {
    return Stream.of("from", "from_user_id")
        .flatMap(field -> id(message, field).stream())
        .anyMatch(writer ->
            id(contact, "wa_id").filter(writer::equals).isPresent()
                || id(contact, "user_id").filter(writer::equals).isPresent());
  }

  /** Somebody of the business, in the phone app beside the API. */
  static Optional<Participant> ourselves(JsonNode echo) {
    return writerId(echo)
        .map(number -> new Participant(number, Optional.empty(), Optional.empty(), false, true));
  }
}
