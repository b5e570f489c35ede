package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.Happening;
import dev.milena.model.Happening.MessageCreated;
import dev.milena.model.Happening.MessageDeleted;
import dev.milena.model.Happening.MessageEdited;
import dev.milena.model.Happening.ReactionAdded;
import dev.milena.model.Happening.ReactionRemoved;
import dev.milena.model.Invocation;
import dev.milena.model.Message;
import dev.milena.model.Move;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.model.RichText;
import dev.milena.platform.Arrival;
import dev.milena.platform.MessengerMarkup;
import dev.milena.platform.Translation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what people send, and what somebody of the business sends beside us. Pure.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages">Messages,
 *     read 2026-11-21</a>
 */
final class WhatsAppMessages {
  /** For so long after a message of the person the business may write freely. */
  static final Duration OPEN_FOR = Duration.ofHours(24);

  private static final Pattern COMMAND = Pattern.compile("/([A-Za-z0-9_]{1,64})(?=\\s|$)");

  private static final Set<String> SYSTEM_LEFT_OUT =
      Set.of("customer_identity_changed", "user_identity_changed");

  private final Arrival arrival;
  private final WhatsAppPeople people;

  WhatsAppMessages(Arrival arrival, WhatsAppPeople people) {
    this.arrival = arrival;
    this.people = people;
  }

  /** A message on its way to becoming an event. */
  private record Letter(
      String id,
      Conversation where,
      Optional<Participant> who,
      Optional<Instant> at,
      JsonNode json) {
    @Override
    public String toString() {
      return "Letter[" + id + "]";
    }
  }

  Translation received(JsonNode message) {
    Optional<Instant> at = WhatsAppFields.time(message);
    Instant end = at.orElse(arrival.receivedAt()).plus(OPEN_FOR);
    Optional<Conversation> where =
        people
            .where(message, WhatsAppPeople.writerId(message))
            .map(w -> isSystem(message) ? w : w.openUntil(end));
    return read(message, where, isSystem(message) ? Optional.empty() : people.writer(message), at);
  }

  private static boolean isSystem(JsonNode message) {
    return text(message, "type").filter("system"::equals).isPresent();
  }

  Translation sentBeside(JsonNode echo) {
    return read(
        echo,
        people.where(echo, WhatsAppPeople.recipientId(echo)),
        WhatsAppPeople.ourselves(echo),
        WhatsAppFields.time(echo));
  }

  private Translation read(
      JsonNode message,
      Optional<Conversation> where,
      Optional<Participant> who,
      Optional<Instant> at) {
    Optional<String> id = id(message, "id");
    return id.isEmpty() || where.isEmpty()
        ? Translation.unknown("message_form")
        : read(new Letter(id.get(), where.get(), who, at, message));
  }

  private Translation read(Letter letter) {
    String type = text(letter.json(), "type").orElse("");
    return switch (type) {
      case "text",
          "image",
          "video",
          "audio",
          "document",
          "sticker",
          "location",
          "contacts",
          "order",
          "request_welcome",
          "unsupported" ->
          created(letter);
      case "reaction" -> reacted(letter);
      case "interactive", "button" ->
          WhatsAppInteractions.read(letter.id(), letter.json())
              .map(what -> told(letter, own(letter, "pressed"), what))
              .orElseGet(() -> Translation.unknown("interactive_type"));
      case "edit" -> edited(letter);
      case "revoke" -> revoked(letter);
      case "system" -> system(letter);
      default -> Translation.unknown("message_type");
    };
  }

  private Translation created(Letter letter) {
    Message message = message(letter.id(), letter.json()).replyTo(replyTo(letter.json())).build();
    return told(letter, own(letter, "created"), new MessageCreated(message, command(message)));
  }

  private static String replyTo(JsonNode message) {
    return id(message.path("context"), "id").orElse(null);
  }

  private static Message.Builder message(String id, JsonNode message) {
    JsonNode context = message.path("context");
    WhatsAppContent content = WhatsAppContent.of(message);
    Message.Builder built =
        Message.builder()
            .id(id)
            .attachments(content.attachments())
            .place(content.place().orElse(null))
            .forwarded(flag(context, "forwarded") || flag(context, "frequently_forwarded"));
    content
        .said()
        .ifPresent(source -> {
          RichText read = MessengerMarkup.read(source);
          built.text(read.text()).marks(read.marks());
          if (!read.text().equals(source)) {
            built.source(source);
          }
        });
    return built;
  }

  private static Optional<Invocation> command(Message message) {
    Matcher command = COMMAND.matcher(message.text().orElse(""));
    return command.lookingAt()
        ? Optional.of(
            new Invocation(
                command.group(1),
                message
                    .text()
                    .orElseThrow()
                    .substring(command.end())
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip(),
                Optional.empty()))
        : Optional.empty();
  }

  private Translation edited(Letter letter) {
    JsonNode edit = letter.json().path("edit");
    Optional<String> original = id(edit, "original_message_id");
    Optional<JsonNode> now = object(edit, "message");
    if (original.isEmpty() || now.isEmpty()) {
      return Translation.unknown("edit_form");
    }
    Message message = message(original.get(), now.get()).editedAt(letter.at().orElse(null)).build();
    return told(
        letter,
        arrival.about(letter.where(), original.get(), "edited", letter.id()),
        new MessageEdited(message, command(message)));
  }

  private Translation revoked(Letter letter) {
    return id(letter.json().path("revoke"), "original_message_id")
        .map(original ->
            told(
                letter,
                arrival.about(letter.where(), original, "deleted"),
                new MessageDeleted(new Pointer(original), List.of())))
        .orElseGet(() -> Translation.unknown("revoke_form"));
  }

  /** A reaction without an emoji takes away the one that was there, and does not say which. */
  private Translation reacted(Letter letter) {
    JsonNode reaction = letter.json().path("reaction");
    Optional<String> about = id(reaction, "message_id");
    Optional<String> emoji = text(reaction, "emoji").filter(e -> !e.isBlank());
    return about
        .map(message ->
            told(
                letter,
                arrival.about(letter.where(), message, "reaction", letter.id()),
                emoji.isPresent()
                    ? new ReactionAdded(new Pointer(message), new Reaction(emoji, emoji))
                    : new ReactionRemoved(
                        new Pointer(message), new Reaction(Optional.empty(), Optional.empty()))))
        .orElseGet(() -> Translation.unknown("reaction_form"));
  }

  /** Somebody has another number now: what they write next comes from there. */
  private Translation system(Letter letter) {
    JsonNode system = letter.json().path("system");
    String type = text(system, "type").orElse("");
    if (SYSTEM_LEFT_OUT.contains(type)) {
      return Translation.ignored("system_" + type);
    }
    Optional<String> other =
        id(system, "wa_id").or(() -> id(system, "new_wa_id")).or(() -> id(system, "user_id"));
    return type.matches("user_changed_(number|user_id)") && other.isPresent()
        ? told(
            letter,
            own(letter, "identity"),
            new Happening.IdentityChanged(
                Optional.of(new Pointer(letter.id())),
                new Move(Optional.of(letter.where().id()), other)))
        : Translation.unknown("system_type");
  }

  private String own(Letter letter, String kind) {
    return arrival.about(letter.where(), letter.id(), kind);
  }

  private Translation told(Letter letter, String eventId, Happening what) {
    return Translation.of(
        arrival.event(eventId, letter.at(), Optional.of(letter.where()), letter.who(), what));
  }
}
