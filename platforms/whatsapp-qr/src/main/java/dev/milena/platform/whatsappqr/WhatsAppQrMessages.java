package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Attachment;
import dev.milena.model.Conversation;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Invocation;
import dev.milena.model.Message;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.model.RichText;
import dev.milena.platform.Arrival;
import dev.milena.platform.MessengerMarkup;
import dev.milena.platform.Payload;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads messages: {@code messages.upsert}, be they new ({@code notify}) or from a time when nobody
 * was connected ({@code append}). Reactions, edits and deletions are messages too. Pure.
 */
final class WhatsAppQrMessages {
  private static final Pattern COMMAND =
      Pattern.compile("/([A-Za-z][A-Za-z0-9_-]{0,31})(?:\\s+(.*))?", Pattern.DOTALL);

  /** What the phone and its devices tell each other, and what says nothing to people. */
  private static final Set<String> SERVICE =
      Set.of(
          "messageContextInfo",
          "senderKeyDistributionMessage",
          "fastRatchetKeySenderKeyDistributionMessage",
          "protocolMessage",
          "pollUpdateMessage",
          "encReactionMessage",
          "encEventResponseMessage",
          "encCommentMessage",
          "secretEncryptedMessage",
          "keepInChatMessage",
          "pinInChatMessage",
          "requestPhoneNumberMessage",
          "scheduledCallEditMessage",
          "placeholderMessage",
          "albumMessage",
          "call",
          "bcallMessage",
          "callLogMesssage",
          "chat");

  private final WhatsAppQrAccount own;
  private final Arrival arrival;

  WhatsAppQrMessages(WhatsAppQrAccount own, Arrival arrival) {
    this.own = own;
    this.arrival = arrival;
  }

  /** A message on its way to an event. */
  private record Read(Conversation chat, String id, Optional<Instant> time, JsonNode whole) {}

  Translation translate(JsonNode message) {
    JsonNode key = message.path("key");
    Optional<String> chat = Payload.words(key, "remoteJid");
    Optional<String> id = Payload.words(key, "id");
    if (chat.isEmpty() || id.isEmpty()) {
      return Translation.unknown("message_form");
    }
    if (chat.get().equals(WhatsAppQrChats.STATUS)) {
      return Translation.ignored("status_broadcast");
    }
    if (Payload.flag(key, "fromMe") && WhatsAppQrStatus.isPending(message.path("status"))) {
      return Translation.ignored("own_message");
    }
    if (!message.path("message").isObject()) {
      return Translation.ignored(
          message.has("messageStubType") ? "service_message" : "without_content");
    }
    Optional<Instant> time = WhatsAppQrFields.seconds(message, "messageTimestamp");
    return read(
        new Read(WhatsAppQrChats.chat(chat.get()), id.get(), time, message),
        WhatsAppQrContent.of(message.path("message")));
  }

  private Translation read(Read read, WhatsAppQrContent content) {
    return switch (content.kind()) {
      case "reactionMessage" -> reaction(read, content.body());
      case "protocolMessage" -> change(read, content.body());
      case "buttonsResponseMessage" ->
          press(read, content.body(), "selectedButtonId", "selectedDisplayText");
      case "templateButtonReplyMessage" ->
          press(read, content.body(), "selectedId", "selectedDisplayText");
      case "listResponseMessage" -> picked(read, content.body());
      default -> created(read, content);
    };
  }

  private Translation created(Read read, WhatsAppQrContent content) {
    String handle = WhatsAppQrAttachments.handle(read.chat().id(), read.id());
    Optional<List<Attachment>> attachments = WhatsAppQrAttachments.of(content, handle);
    Optional<String> text = content.text();
    if (attachments.isEmpty() && text.isEmpty()) {
      return SERVICE.contains(content.kind())
          ? Translation.ignored("service_message")
          : Translation.unknown("message_kind");
    }
    Message message =
        message(read.id(), text, content).attachments(attachments.orElse(List.of())).build();
    return Translation.of(
        event(
            read,
            arrival.about(read.chat(), read.id(), "created"),
            new Happening.MessageCreated(message, command(message))));
  }

  private static Message.Builder message(
      String id, Optional<String> source, WhatsAppQrContent content) {
    Optional<RichText> rich = source.map(MessengerMarkup::read);
    JsonNode context = content.context();
    return Message.builder()
        .id(id)
        .text(rich.map(RichText::text).orElse(null))
        .marks(rich.map(RichText::marks).orElse(List.of()))
        .source(source.filter(s -> !s.equals(rich.map(RichText::text).orElse(s))).orElse(null))
        .replyTo(Payload.words(context, "stanzaId").orElse(null))
        .forwarded(Payload.flag(context, "isForwarded"))
        .mentions(Payload.ids(context, "mentionedJid"));
  }

  private static Optional<Invocation> command(Message message) {
    return message
        .text()
        .map(COMMAND::matcher)
        .filter(Matcher::matches)
        .map(m ->
            new Invocation(
                m.group(1), Optional.ofNullable(m.group(2)).orElse(""), Optional.empty()));
  }

  /** Without an emoji, or with an empty one, it was taken back. */
  private Translation reaction(Read read, JsonNode reaction) {
    Optional<Pointer> about = Payload.words(reaction.path("key"), "id").map(Pointer::new);
    if (about.isEmpty()) {
      return Translation.unknown("reaction_form");
    }
    Optional<String> emoji = Payload.words(reaction, "text");
    Reaction put = new Reaction(emoji, emoji);
    return Translation.of(
        event(
            read,
            arrival.about(read.chat(), read.id(), "reaction"),
            emoji.isPresent()
                ? new Happening.ReactionAdded(about.get(), put)
                : new Happening.ReactionRemoved(about.get(), put)));
  }

  /** Types by name, or by the numbers of {@code ProtocolMessage.Type}. */
  private Translation change(Read read, JsonNode change) {
    Optional<String> about = Payload.words(change.path("key"), "id");
    return switch (change.path("type").asText("REVOKE")) {
      case "REVOKE", "0" ->
          about
              .map(id ->
                  Translation.of(
                      event(
                          read,
                          arrival.about(read.chat(), id, "deleted"),
                          new Happening.MessageDeleted(new Pointer(id), List.of()))))
              .orElseGet(() -> Translation.ignored("service_message"));
      case "MESSAGE_EDIT", "14" ->
          about
              .map(id -> edited(read, id, change))
              .orElseGet(() -> Translation.unknown("edit_form"));
      default -> Translation.ignored("service_message");
    };
  }

  private Translation edited(Read read, String id, JsonNode change) {
    WhatsAppQrContent content = WhatsAppQrContent.of(change.path("editedMessage"));
    Optional<Instant> at = WhatsAppQrFields.millis(change, "timestampMs").or(() -> read.time());
    Message message = message(id, content.text(), content).editedAt(at.orElse(null)).build();
    return Translation.of(
        event(
            read,
            // By the edit's own id: two edits can have one time.
            arrival.about(read.chat(), id, "edited", read.id()),
            new Happening.MessageEdited(message, command(message))));
  }

  private Translation picked(Read read, JsonNode picked) {
    return pressed(
        read,
        picked,
        Payload.words(picked.path("singleSelectReply"), "selectedRowId"),
        Payload.words(picked, "title"));
  }

  private Translation press(Read read, JsonNode press, String value, String label) {
    return pressed(read, press, Payload.words(press, value), Payload.words(press, label));
  }

  private Translation pressed(
      Read read, JsonNode press, Optional<String> value, Optional<String> label) {
    Optional<String> carrier = Payload.words(press.path("contextInfo"), "stanzaId");
    Interaction interaction =
        new Interaction(
            Optional.empty(),
            Optional.of("button"),
            value,
            label,
            value,
            List.of(),
            carrier,
            Optional.empty());
    return Translation.of(
        event(
            read,
            arrival.about(read.chat(), read.id(), "pressed"),
            new Happening.InteractionPressed(carrier.map(Pointer::new), interaction)));
  }

  private Event event(Read read, String id, Happening what) {
    return arrival.event(
        id, read.time(), Optional.of(read.chat()), WhatsAppQrChats.sender(own, read.whole()), what);
  }
}
