package dev.milena.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.DeliveryReport;
import dev.milena.model.Event;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Invocation;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.platform.Arrival;
import dev.milena.platform.FeedEntry;
import dev.milena.platform.Payload;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a visitor's program says: an event for the hub, and what the visitor's other programs are to
 * see of it. Pure.
 */
final class WebFrames {
  /** Begins the ids of what the hub says, so that nobody can speak of it as their own. */
  static final String HUBS_OWN = "h-";

  private static final String TYPE = "type";
  private static final String ID = "id";
  private static final String MESSAGE = "message";
  private static final String TEXT = "text";

  private static final Pattern IDS = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  /** A name is short and plain, so that a path or a fraction is not taken for one. */
  private static final Pattern COMMAND =
      Pattern.compile("/([A-Za-z][A-Za-z0-9_-]{0,31})(?:\\s+(.*))?", Pattern.DOTALL);

  private final Account account;
  private final WebVisitor visitor;
  private final JsonNode frame;
  private final String id;
  private final Arrival arrival;

  private WebFrames(Account account, WebVisitor visitor, JsonNode frame, Instant at) {
    this.account = account;
    this.visitor = visitor;
    this.frame = frame;
    this.id = id(ID);
    EventIds ids = EventIds.of(WebPlatform.KEY, account.ref().name());
    this.arrival = new Arrival(account.ref(), ids, visitor.id() + "/" + id, at);
  }

  /**
   * What a frame comes to.
   *
   * @param id by which the program knows it
   */
  record Said(String id, Translation translation, List<FeedEntry> shown) {}

  /**
   * Reads a frame.
   *
   * @throws Json.UnreadableException when it is none; says what is missing, and nothing of it
   */
  static Said read(Account account, WebVisitor visitor, JsonNode frame, Instant at) {
    return new WebFrames(account, visitor, frame, at).said();
  }

  private Said said() {
    return switch (needed(TYPE)) {
      case "message" -> message();
      case "edit" -> edit();
      case "delete" -> delete();
      case "reaction" -> reaction();
      case "press" -> press();
      case "read" ->
          unseen(
              arrival.status(visitor.conversation(), id(MESSAGE), "read"),
              new Happening.DeliveryStatus(
                  new DeliveryReport("read", id(MESSAGE), Optional.empty())));
      case "typing" -> unseen(arrival.delivery(), new Happening.Typing());
      case WebCompany.CONNECTED, WebCompany.DISCONNECTED -> connection();
      default -> new Said(id, Translation.unknown("frame_type"), List.of());
    };
  }

  private Said message() {
    mine(id);
    Message.Builder message = Message.builder().id(id).text(needed(TEXT));
    ObjectNode shown = shown("message", id).put(TEXT, needed(TEXT));
    shown.put("at", arrival.receivedAt().toString());
    if (frame.hasNonNull("replyTo")) {
      message.replyTo(id("replyTo"));
      shown.put("replyTo", id("replyTo"));
    }
    return seen(
        arrival.about(visitor.conversation(), id, "created"),
        new Happening.MessageCreated(message.build(), command()),
        shown);
  }

  private Optional<Invocation> command() {
    Matcher command = COMMAND.matcher(needed(TEXT));
    return command.matches()
        ? Optional.of(
            new Invocation(
                command.group(1),
                Optional.ofNullable(command.group(2)).orElse(""),
                Optional.empty()))
        : Optional.empty();
  }

  private Said edit() {
    String message = mine(id(MESSAGE));
    return seen(
        about("edited", id),
        new Happening.MessageEdited(
            Message.builder().id(message).text(needed(TEXT)).editedAt(arrival.receivedAt()).build(),
            Optional.empty()),
        shown("edited", message).put(TEXT, needed(TEXT)));
  }

  private Said delete() {
    String message = mine(id(MESSAGE));
    return seen(
        about("deleted"),
        new Happening.MessageDeleted(new Pointer(message), List.of()),
        shown("deleted", message));
  }

  private Said reaction() {
    String emoji = needed("emoji");
    Reaction reaction = new Reaction(Optional.of(emoji), Optional.of(emoji));
    Pointer message = new Pointer(id(MESSAGE));
    boolean on = Payload.flag(frame, "on");
    return seen(
        about(on ? "reaction-added" : "reaction-removed", id),
        on
            ? new Happening.ReactionAdded(message, reaction)
            : new Happening.ReactionRemoved(message, reaction),
        shown("reaction", message.id()).put("emoji", emoji).put("on", on));
  }

  private Said press() {
    String message = id(MESSAGE);
    Interaction interaction =
        new Interaction(
            Optional.of(id),
            Optional.of("button"),
            Payload.words(frame, "button"),
            Payload.words(frame, "label"),
            Optional.of(needed("value")),
            List.of(),
            Optional.of(message),
            Optional.empty());
    return seen(
        about("pressed", id),
        new Happening.InteractionPressed(Optional.of(new Pointer(message)), interaction),
        shown("pressed", message).put("value", needed("value")));
  }

  /** Nobody but the visitor's own connections is told: they count each other. */
  private Said connection() {
    String type = needed(TYPE);
    FeedEntry entry =
        new FeedEntry(visitor.conversation(account), type + "/" + id, shown(type, id), false);
    return new Said(id, Translation.ignored("connection"), List.of(entry));
  }

  private Said seen(String event, Happening what, ObjectNode shown) {
    FeedEntry entry =
        new FeedEntry(visitor.conversation(account), needed(TYPE) + "/" + id, shown, true);
    return new Said(id, Translation.of(event(event, what)), List.of(entry));
  }

  private Said unseen(String event, Happening what) {
    return new Said(id, Translation.of(event(event, what)), List.of());
  }

  private Event event(String event, Happening what) {
    return arrival.event(
        event,
        Optional.empty(),
        Optional.of(visitor.conversation()),
        Optional.of(visitor.participant()),
        what);
  }

  private String about(String kind, String... version) {
    return arrival.about(visitor.conversation(), id(MESSAGE), kind, version);
  }

  private static ObjectNode shown(String type, String id) {
    return Json.mapper().createObjectNode().put(TYPE, type).put(ID, id).put("own", true);
  }

  private static String mine(String id) {
    if (id.startsWith(HUBS_OWN)) {
      throw unreadable("The frame speaks of a message that is not the visitor's");
    }
    return id;
  }

  private String id(String field) {
    return Payload.text(frame, field)
        .filter(t -> IDS.matcher(t).matches())
        .orElseThrow(() ->
            unreadable(
                "The frame has no '" + field + "' of 1 to 100 letters, digits, dashes and _"));
  }

  private String needed(String field) {
    return Payload.words(frame, field)
        .orElseThrow(() -> unreadable("The frame has no '" + field + "'"));
  }

  private static Json.UnreadableException unreadable(String why) {
    return new Json.UnreadableException(why, null);
  }
}
