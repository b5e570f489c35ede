package dev.milena.platform.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a letter says in the hub's words. */
final class PostboxEvents {
  private PostboxEvents() {}

  static Translation translate(Account account, JsonNode letter, Instant receivedAt) {
    if (!letter.path("kind").isTextual()) {
      return Translation.ignored("no_kind");
    }
    String id = letter.path("id").asText();
    return switch (letter.path("kind").asText()) {
      case "letter" ->
          event(
              account,
              letter,
              "created",
              receivedAt,
              new Happening.MessageCreated(message(letter, id), Optional.empty()));
      case "correction" ->
          event(
              account,
              letter,
              "edited",
              receivedAt,
              new Happening.MessageEdited(message(letter, id), Optional.empty()));
      case "press" -> event(account, letter, "pressed", receivedAt, pressed(letter, id));
      default -> Translation.unknown("kind");
    };
  }

  private static Translation event(
      Account account, JsonNode letter, String kind, Instant receivedAt, Happening what) {
    String box = letter.path("box").asText();
    String id = EventIds.of("postbox", "1").message(List.of(box), letter.path("id").asText(), kind);
    return Translation.of(
        new Event(
            id,
            account.ref(),
            Instant.ofEpochSecond(letter.path("at").asLong()),
            receivedAt,
            Optional.of(Conversation.of(box, ConversationType.DIRECT)),
            Optional.of(Participant.of(letter.path("from").asText())),
            what,
            Optional.empty()));
  }

  private static Happening pressed(JsonNode letter, String id) {
    String on = letter.path("on").asText();
    Interaction press =
        new Interaction(
            Optional.of(id),
            Optional.of("button"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(letter.path("value").asText()),
            List.of(),
            Optional.of(on),
            Optional.empty());
    return new Happening.InteractionPressed(Optional.of(new Pointer(on)), press);
  }

  private static Message message(JsonNode letter, String id) {
    List<Mark> marks = new ArrayList<>();
    letter
        .path("bold")
        .forEach(b -> marks.add(Mark.of(MarkType.BOLD, b.path(0).asInt(), b.path(1).asInt())));
    List<Attachment> files = new ArrayList<>();
    if (letter.has("file")) {
      files.add(
          Attachment.of(AttachmentType.FILE)
              .id(letter.path("file").asText())
              .name(letter.path("name").asText())
              .build());
    }
    return Message.builder()
        .id(id)
        .text(letter.path("text").textValue())
        .marks(marks)
        .attachments(files)
        .replyTo(letter.path("answers").textValue())
        .build();
  }
}
