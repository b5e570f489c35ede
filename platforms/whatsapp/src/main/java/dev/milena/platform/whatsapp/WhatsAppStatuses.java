package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.DeliveryReport;
import dev.milena.model.Happening.DeliveryStatus;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.util.Optional;
import java.util.Set;

/**
 * Reads how far our messages have come. They come in any order, and one may be left out: {@code
 * read} can be the first. Pure.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status">Status
 *     messages, read 2026-11-21</a>
 */
final class WhatsAppStatuses {
  /** Has nothing to do with how far a message has come. */
  private static final Set<String> LEFT_OUT =
      Set.of("deleted", "warning", "pending", "captured", "canceled");

  private static final Set<String> KNOWN = Set.of("sent", "delivered", "read", "played", "failed");

  private final Arrival arrival;

  WhatsAppStatuses(Arrival arrival) {
    this.arrival = arrival;
  }

  Translation read(JsonNode status) {
    String word = text(status, "status").orElse("");
    if (LEFT_OUT.contains(word)) {
      return Translation.ignored("status_" + word);
    }
    Optional<String> message = id(status, "id");
    Optional<Conversation> where = where(status);
    return KNOWN.contains(word) && message.isPresent() && where.isPresent()
        ? Translation.of(
            arrival.event(
                arrival.status(where.get(), message.get(), word),
                WhatsAppFields.time(status),
                where,
                Optional.empty(),
                new DeliveryStatus(
                    new DeliveryReport(
                        word,
                        message.get(),
                        text(status, "biz_opaque_callback_data").flatMap(WhatsAppMarker::read)))))
        : Translation.unknown("status");
  }

  /** In a group each member has a status of their own; the group's is what the first has. */
  private static Optional<Conversation> where(JsonNode status) {
    boolean group = text(status, "recipient_type").filter("group"::equals).isPresent();
    return id(status, "recipient_id")
        .or(() -> id(status, "recipient_user_id"))
        .map(id -> Conversation.of(id, group ? ConversationType.GROUP : ConversationType.DIRECT));
  }
}
