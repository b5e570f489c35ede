package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Attachment;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Member;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.platform.Translation;
import java.util.List;
import java.util.Optional;

/**
 * Callbacks of the Custom Channel in the hub's words. The conversation is named by the visitor id,
 * which the hub chose. Pure.
 */
final class ChannelEvents {
  private final Receipt receipt;

  private ChannelEvents(Receipt receipt) {
    this.receipt = receipt;
  }

  static Translation of(WebimSettings settings, Receipt receipt, JsonNode body) {
    List<ChannelEvent> events = ChannelReading.all(settings, body);
    if (events.isEmpty()) {
      return Translation.unknown("body");
    }
    ChannelEvents reader = new ChannelEvents(receipt);
    Translation all = Translation.of(List.of());
    for (int n = 0; n < events.size(); n++) {
      all = all.plus(reader.read(n, events.get(n)));
    }
    return all;
  }

  private Translation read(int n, ChannelEvent event) {
    if (event.kind() == ChannelKind.UNKNOWN) {
      return Translation.unknown("message_kind");
    }
    if (event.kind() == ChannelKind.IGNORED) {
      return Translation.ignored("ignored_by_mapping");
    }
    return event
        .visitorId()
        .map(visitor -> read(n, visitor, event))
        .orElseGet(() -> Translation.unknown("visitor"));
  }

  private Translation read(int n, String visitor, ChannelEvent event) {
    return switch (event.kind()) {
      case OPERATOR_MESSAGE, OPERATOR_FILE, KEYBOARD ->
          event.saysNothing() ? Translation.ignored("empty_message") : created(n, visitor, event);
      case MESSAGE_EDITED -> edited(visitor, event);
      case MESSAGE_DELETED -> deleted(visitor, event);
      case TYPING -> happened(receipt.occurrence(n), visitor, event, new Happening.Typing());
      case OPERATOR_ASSIGNED -> assigned(n, visitor, event);
      case CHAT_STARTED ->
          chat(n, visitor, event, "chat_started", new Happening.ConversationOpened());
      case CHAT_CLOSED ->
          chat(n, visitor, event, "chat_closed", new Happening.ConversationClosed());
      case RATING_REQUEST -> Translation.ignored("rating_request");
      case IGNORED -> Translation.ignored("ignored_by_mapping");
      case UNKNOWN -> Translation.unknown("message_kind");
    };
  }

  private Translation created(int n, String visitor, ChannelEvent event) {
    String id =
        event
            .messageId()
            .map(m -> receipt.message(visitor, m, "created"))
            .orElseGet(() -> receipt.occurrence(n));
    return happened(
        id, visitor, event, new Happening.MessageCreated(message(event), Optional.empty()));
  }

  private Translation edited(String visitor, ChannelEvent event) {
    return event
        .messageId()
        .map(m ->
            happened(
                receipt.change(visitor, m, "edited"),
                visitor,
                event,
                new Happening.MessageEdited(message(event), Optional.empty())))
        .orElseGet(() -> Translation.ignored("edit_without_message_id"));
  }

  private Translation deleted(String visitor, ChannelEvent event) {
    return event
        .messageId()
        .map(m ->
            happened(
                receipt.message(visitor, m, "deleted"),
                visitor,
                event,
                new Happening.MessageDeleted(new Pointer(m), List.of())))
        .orElseGet(() -> Translation.ignored("deletion_without_message_id"));
  }

  private Translation assigned(int n, String visitor, ChannelEvent event) {
    return event
        .operator()
        .map(operator -> happened(receipt.occurrence(n), visitor, event, joined(operator)))
        .orElseGet(() -> Translation.ignored("assignment_without_operator"));
  }

  private static Happening joined(Participant operator) {
    return new Happening.MemberJoined(
        Optional.empty(), new Member(operator.id(), operator.name(), false, false), List.of());
  }

  /** A chat begins and ends once; without its id every report counts. */
  private Translation chat(int n, String visitor, ChannelEvent event, String kind, Happening what) {
    String id =
        event
            .chatId()
            .map(chat -> receipt.once(kind, visitor + "/" + chat))
            .orElseGet(() -> receipt.occurrence(n));
    return happened(id, visitor, event, what);
  }

  private Translation happened(String id, String visitor, ChannelEvent event, Happening what) {
    Event happened = receipt.event(id, visitor, event.chatId(), event.operator(), what);
    return Translation.of(happened);
  }

  private static Message message(ChannelEvent event) {
    List<Attachment> files = event.file().map(List::of).orElse(List.of());
    return Message.builder()
        .id(event.messageId().orElse(null))
        .text(event.text().orElse(null))
        .attachments(files)
        .buttons(event.buttons())
        .replyTo(event.replyTo().orElse(null))
        .build();
  }
}
