package dev.milena.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.CloudEvent;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.DeliveryReport;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.model.Times;
import dev.milena.platform.Payload;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what a service says: CloudEvents with the hub's own events in them, or just {@code
 * {"conversation":"…","text":"…"}}; one, or a list. Pure.
 *
 * <p>A service is believed about itself alone: accounts, handles of files, and who wrote in our own
 * name are not its to say.
 */
final class HttpEvents {
  /** Who writes where nobody is named. */
  private static final Participant SERVICE =
      new Participant("service", Optional.empty(), Optional.empty(), true, false);

  /** Where a list stands that is no body of its own. */
  static final String LIST = "events";

  private static final String CREATED = Event.TYPE_PREFIX + "message.created";

  /** What a message in short consists of, under the names of {@link Message}. */
  private static final List<String> MESSAGE =
      List.of("id", "text", "marks", "attachments", "buttons", "replyTo", "group");

  private final Account account;
  private final EventIds ids;
  private final String delivery;
  private final Instant receivedAt;

  /**
   * @param delivery names what is read; the same for a repetition
   */
  HttpEvents(Account account, String delivery, Instant receivedAt) {
    this.account = account;
    this.ids = EventIds.of(HttpPlatform.KEY, HttpAccount.of(account).ownId());
    this.delivery = delivery;
    this.receivedAt = receivedAt;
  }

  /** What is not understood is unknown, so that its body is kept for somebody to look at. */
  Translation translate(JsonNode body) {
    JsonNode list = body.path(LIST).isArray() ? body.path(LIST) : body;
    return list.isArray() ? each(list) : one(list, delivery);
  }

  private Translation each(JsonNode body) {
    Translation all =
        body.isEmpty() ? Translation.ignored("empty_list") : Translation.of(List.of());
    for (int i = 0; i < body.size(); i++) {
      all = all.plus(one(body.get(i), delivery + "." + i));
    }
    return all;
  }

  private Translation one(JsonNode said, String name) {
    return Translation.guarded("form", () -> read(said, name));
  }

  private Translation read(JsonNode said, String name) {
    if (!(said instanceof ObjectNode object)) {
      return Translation.unknown("form");
    }
    if (object.path("type").isTextual()) {
      return event(object, name);
    }
    return isShort(object) ? event(whole(object), name) : Translation.unknown("form");
  }

  /** Whether it reads as a message in short: words, or files. */
  static boolean isShort(JsonNode said) {
    return said.path("text").isTextual() || said.path("attachments").isArray();
  }

  /** A message in short as a CloudEvent. */
  static ObjectNode whole(ObjectNode said) {
    ObjectNode event = Json.mapper().createObjectNode().put("type", CREATED);
    ObjectNode data = event.putObject("data");
    JsonNode conversation = said.path("conversation");
    if (conversation.isObject()) {
      data.set("conversation", conversation);
    } else {
      Payload.id(conversation).ifPresent(id -> data.putObject("conversation").put("id", id));
    }
    Optional.ofNullable(said.get("sender")).ifPresent(sender -> data.set("sender", sender));
    ObjectNode message = data.putObject("message");
    MESSAGE.forEach(field ->
        Optional.ofNullable(said.get(field)).ifPresent(value -> message.set(field, value)));
    return event;
  }

  private Translation event(ObjectNode envelope, String name) {
    if (!(envelope.path("data") instanceof ObjectNode given)) {
      return Translation.unknown("data");
    }
    ObjectNode data = given.deepCopy();
    data.put("platform", account.ref().platform()).put("account", account.ref().name());
    data.put("receivedAt", receivedAt.toString());
    data.remove("expiresAt");
    Optional<Instant> time = Payload.words(envelope, "time").map(Times::parse);
    String id = Payload.words(envelope, "id").orElse(name);
    String type = envelope.path("type").asText();
    Event read =
        Envelopes.event(
            new CloudEvent(
                id,
                "/" + account.ref().key(),
                type,
                Optional.empty(),
                time,
                Map.of(),
                Json.bytes(data)));
    return accepted(read, id);
  }

  private Translation accepted(Event read, String id) {
    Happening what = own(read.what(), id);
    boolean meant =
        !(what instanceof Happening.SendRequested) && !(what instanceof Happening.Unmapped);
    if (!meant) {
      return Translation.unknown("type");
    }
    if (read.conversation().isEmpty()) {
      return Translation.unknown("conversation");
    }
    Conversation where = direct(read.conversation().get());
    Event event =
        new Event(
            eventId(where, what, id),
            account.ref(),
            read.time(),
            receivedAt,
            Optional.of(where),
            Optional.of(read.sender().map(HttpEvents::stranger).orElse(SERVICE)),
            what,
            Optional.empty());
    // Read as everybody after us will: what cannot be is not passed on.
    return Translation.of(Envelopes.event(Envelopes.wrap(event)));
  }

  /** The event's own id, unless a message gives it a name that its repetition has too. */
  private String eventId(Conversation where, Happening what, String id) {
    Optional<String> message =
        what instanceof Happening.MessageCreated created
            ? created.message().id()
            : Optional.empty();
    List<String> path = Stream.concat(where.workspace().stream(), Stream.of(where.id())).toList();
    return message.map(m -> ids.message(path, m, "created")).orElseGet(() -> ids.delivery(id));
  }

  private static Conversation direct(Conversation c) {
    return new Conversation(
        c.id(),
        c.type().or(() -> Optional.of(ConversationType.DIRECT)),
        c.title(),
        c.thread(),
        c.workspace(),
        c.session());
  }

  private static Participant stranger(Participant p) {
    return new Participant(p.id(), p.name(), p.username(), p.bot(), false);
  }

  private static Happening own(Happening what, String id) {
    if (what instanceof Happening.MessageCreated(Message message, var command)) {
      return new Happening.MessageCreated(own(message, Optional.of(id)), command);
    }
    if (what instanceof Happening.MessageEdited(Message message, var command)) {
      return new Happening.MessageEdited(own(message, Optional.empty()), command);
    }
    if (what instanceof Happening.InteractionSubmitted(var message, var interaction)) {
      return new Happening.InteractionSubmitted(
          message.map(m -> own(m, Optional.empty())), interaction);
    }
    return what instanceof Happening.DeliveryStatus(DeliveryReport report)
        ? new Happening.DeliveryStatus(
            new DeliveryReport(report.status(), report.messageId(), Optional.empty()))
        : what;
  }

  private static Message own(Message m, Optional<String> otherwise) {
    return m.toBuilder()
        .id(m.id().or(() -> otherwise).orElse(null))
        .attachments(m.attachments().stream().map(HttpFiles::bare).toList())
        .place(m.place().map(HttpFiles::bare).orElse(null))
        .build();
  }
}
