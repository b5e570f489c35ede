package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.DeliveryReport;
import dev.milena.model.Event;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Participant;
import dev.milena.platform.Arrival;
import dev.milena.platform.Payload;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Reads what the sidecar tells: {@code {"seq", "event", "data"}}, where event and data are those of
 * Baileys 7.0.0-rc14. Pure.
 */
final class WhatsAppQrEvents {
  /** Steering of the connection: nothing that happened in a chat. */
  static final String CONNECTION = "connection.update";

  /**
   * Told a second time by {@code messages.upsert}, or of interest to a program that shows chats.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "creds.update",
          "messaging-history.set",
          "messaging-history.status",
          "chats.upsert",
          "chats.update",
          "chats.delete",
          "chats.lock",
          "lid-mapping.update",
          "contacts.upsert",
          "contacts.update",
          "messages.delete",
          "messages.media-update",
          "blocklist.set",
          "blocklist.update",
          "call",
          "labels.edit",
          "labels.association",
          "settings.update",
          "group.join-request",
          "group.member-tag.update",
          "newsletter.reaction",
          "newsletter.view",
          "newsletter-participants.update",
          "newsletter-settings.update");

  private final Account account;
  private final WhatsAppQrAccount settings;
  private final EventIds ids;

  private WhatsAppQrEvents(Account account) {
    this.account = account;
    this.settings = WhatsAppQrAccount.of(account);
    this.ids = EventIds.of(WhatsAppQrPlatform.KEY, settings.number());
  }

  static WhatsAppQrEvents of(Account account) {
    return new WhatsAppQrEvents(account);
  }

  static boolean isEvent(JsonNode input) {
    return input.path("event").isTextual() && input.has("data");
  }

  /** Never fails: what cannot be read is parked, else nothing behind it would ever come. */
  Translation translate(JsonNode input, Instant now) {
    return Translation.guarded("event_form", () -> read(input, now));
  }

  private Translation read(JsonNode input, Instant now) {
    JsonNode data = input.path("data");
    Arrival arrival = new Arrival(account.ref(), ids, delivery(input), now);
    String event = input.path("event").asText();
    return switch (event) {
      case "messages.upsert" -> messages(arrival, data);
      case "messages.update" -> each(data, (update, _) -> status(arrival, update));
      case "message-receipt.update" -> each(data, (update, _) -> receipt(arrival, update));
      case "group-participants.update" -> members(arrival, data);
      case "groups.upsert" ->
          each(data, (group, n) -> group(arrival, group, n, new Happening.ConversationOpened()));
      case "groups.update" ->
          each(data, (group, n) -> group(arrival, group, n, new Happening.ConversationUpdated()));
      case "presence.update" -> presence(arrival, data);
      case "messages.reaction" -> Translation.ignored("duplicate_of_upsert");
      case CONNECTION -> Translation.ignored("connection");
      default ->
          LEFT_OUT.contains(event)
              ? Translation.ignored(event.replaceAll("[^a-z]", "_"))
              : Translation.unknown("event");
    };
  }

  /** The sidecar counts what it tells; what somebody kept in a file is named by what it says. */
  private static String delivery(JsonNode input) {
    return Payload.id(input, "seq")
        .orElseGet(() -> UUID.nameUUIDFromBytes(Json.bytes(input.path("data"))).toString());
  }

  private static Translation each(
      JsonNode list, BiFunction<JsonNode, Integer, Translation> element) {
    List<JsonNode> all = list.isArray() ? list.valueStream().toList() : List.of();
    Translation translation = Translation.of(List.of());
    for (int i = 0; i < all.size(); i++) {
      translation = translation.plus(element.apply(all.get(i), i));
    }
    return translation;
  }

  private Translation messages(Arrival arrival, JsonNode data) {
    WhatsAppQrMessages messages = new WhatsAppQrMessages(settings, arrival);
    return data.path("messages").isArray()
        ? each(
            data.path("messages"),
            (message, _) -> Translation.guarded("message_form", () -> messages.translate(message)))
        : Translation.unknown("messages_form");
  }

  /** How far a message of ours has come in a direct chat. */
  private static Translation status(Arrival arrival, JsonNode update) {
    JsonNode change = update.path("update");
    Optional<String> status = WhatsAppQrStatus.of(change.path("status"));
    return status.isPresent()
        ? report(arrival, update, status.get(), change, "messageTimestamp", Optional.empty())
        : Translation.ignored("duplicate_of_upsert");
  }

  /** How far a message of ours has come with a member of a group. */
  private static Translation receipt(Arrival arrival, JsonNode update) {
    JsonNode receipt = update.path("receipt");
    Optional<String> member = Payload.words(receipt, "userJid");
    boolean read = WhatsAppQrFields.number(receipt, "readTimestamp").filter(n -> n > 0).isPresent();
    return read
        ? report(arrival, update, WhatsAppQrStatus.READ, receipt, "readTimestamp", member)
        : report(arrival, update, WhatsAppQrStatus.DELIVERED, receipt, "receiptTimestamp", member);
  }

  private static Translation report(
      Arrival arrival,
      JsonNode update,
      String status,
      JsonNode timed,
      String time,
      Optional<String> member) {
    JsonNode key = update.path("key");
    Optional<String> chat = Payload.words(key, "remoteJid");
    Optional<String> message = Payload.words(key, "id");
    if (chat.isEmpty() || message.isEmpty()) {
      return Translation.unknown("status_form");
    }
    if (!Payload.flag(key, "fromMe")) {
      return Translation.ignored("status_of_others");
    }
    var where = WhatsAppQrChats.chat(chat.get());
    String id =
        member
            .map(m -> arrival.about(where, message.get(), "status", status, m))
            .orElseGet(() -> arrival.status(where, message.get(), status));
    return Translation.of(
        arrival.event(
            id,
            WhatsAppQrFields.seconds(timed, time),
            Optional.of(where),
            member.map(Participant::of),
            new Happening.DeliveryStatus(
                new DeliveryReport(status, message.get(), Optional.empty()))));
  }

  private Translation members(Arrival arrival, JsonNode data) {
    return new WhatsAppQrGroups(settings, arrival).members(data);
  }

  private static Translation group(Arrival arrival, JsonNode group, int n, Happening what) {
    return Payload.words(group, "id")
        .map(id ->
            Translation.of(
                arrival.event(
                    arrival.delivery(n),
                    Optional.empty(),
                    Optional.of(WhatsAppQrChats.titled(id, Payload.words(group, "subject"))),
                    Optional.empty(),
                    what)))
        .orElseGet(() -> Translation.unknown("group_form"));
  }

  private static Translation presence(Arrival arrival, JsonNode data) {
    Optional<String> chat = Payload.words(data, "id");
    if (chat.isEmpty()) {
      return Translation.unknown("presence_form");
    }
    List<Event> typing = new ArrayList<>();
    data.path("presences")
        .properties()
        .forEach(person -> {
          String does = person.getValue().path("lastKnownPresence").asText();
          if ((does.equals("composing") || does.equals("recording"))
              && !person.getKey().isBlank()) {
            typing.add(
                arrival.event(
                    arrival.delivery(typing.size()),
                    Optional.empty(),
                    Optional.of(WhatsAppQrChats.chat(chat.get())),
                    Optional.of(Participant.of(person.getKey())),
                    new Happening.Typing()));
          }
        });
    return typing.isEmpty() ? Translation.ignored("presence") : Translation.of(typing);
  }
}
