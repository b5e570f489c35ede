package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts events, commands, orders and deliveries into CloudEvents, and takes them out again. */
public final class Envelopes {
  private static final String ROUTER = "/milena/router";
  private static final String EGRESS = "/milena/egress";

  private Envelopes() {}

  /**
   * What every event says beside what happened; the rest of {@code data} is the {@link Happening}.
   */
  private record EventHead(
      String platform,
      String account,
      Instant receivedAt,
      Optional<Conversation> conversation,
      Optional<Participant> sender,
      Optional<Instant> expiresAt) {}

  private record EventData(@JsonUnwrapped EventHead head, @JsonUnwrapped Happening what) {}

  /** What every command says beside what to do; the rest of {@code data} is the {@link Action}. */
  private record CommandHead(
      String id,
      String type,
      Address to,
      Priority priority,
      Optional<Instant> deadline,
      Optional<String> idempotencyKey,
      Optional<String> cause,
      Optional<Instant> again) {}

  private record CommandData(@JsonUnwrapped CommandHead head, @JsonUnwrapped Action action) {}

  public static CloudEvent wrap(Event event) {
    return new CloudEvent(
        event.id(),
        "/" + event.account().key(),
        event.type(),
        event.conversation().map(Conversation::id),
        Optional.of(event.time()),
        Map.of(),
        eventData(event));
  }

  private static byte[] eventData(Event event) {
    if (event.what() instanceof Happening.Unmapped unmapped) {
      return Json.bytes(unmapped.data());
    }
    EventHead head =
        new EventHead(
            event.account().platform(),
            event.account().name(),
            event.receivedAt(),
            event.conversation(),
            event.sender(),
            event.expiresAt());
    return Json.bytes(new EventData(head, event.what()));
  }

  /**
   * Reads an event. A type that this version does not know becomes {@link Happening.Unmapped}, with
   * its data whole.
   *
   * @throws Json.UnreadableException when the data is not that of an event
   */
  public static Event event(CloudEvent envelope) {
    if (!envelope.type().startsWith(Event.TYPE_PREFIX)) {
      throw new Json.UnreadableException(
          "The type " + envelope.type() + " is not one of the hub's", null);
    }
    EventHead head = Json.read(envelope.data(), EventHead.class);
    String name = envelope.type().substring(Event.TYPE_PREFIX.length());
    Happening what =
        TypeNames.HAPPENINGS
            .find(name)
            .<Happening>map(type -> Json.read(envelope.data(), type))
            .orElseGet(() -> new Happening.Unmapped(name, Json.object(envelope.data())));
    try {
      return event(envelope, head, what);
    } catch (Words.MissingException e) {
      throw new Json.UnreadableException("This is not an event: " + e.getMessage(), null);
    }
  }

  private static Event event(CloudEvent envelope, EventHead head, Happening what) {
    return new Event(
        envelope.id(),
        new AccountRef(head.platform(), head.account()),
        envelope.time().orElse(head.receivedAt()),
        head.receivedAt(),
        head.conversation(),
        head.sender(),
        what,
        head.expiresAt());
  }

  public static CloudEvent wrap(Command command) {
    return new CloudEvent(
        command.id(),
        ROUTER,
        command.type(),
        Optional.of(command.to().conversation()),
        Optional.empty(),
        Map.of(),
        Json.bytes(commandData(command)));
  }

  private static CommandData commandData(Command command) {
    CommandHead head =
        new CommandHead(
            command.id(),
            command.action().typeName(),
            command.to(),
            command.priority(),
            command.deadline(),
            command.idempotencyKey(),
            command.cause(),
            command.again());
    return new CommandData(head, command.action());
  }

  /**
   * Reads a command. A type that this version does not know becomes {@link Action.Unknown}.
   *
   * @throws Json.UnreadableException when the data is not that of a command
   */
  public static Command command(CloudEvent envelope) {
    byte[] data = envelope.data();
    return command(Json.read(data, CommandHead.class), type -> Json.read(data, type));
  }

  /** Reads a command in its plain form, as files and the public API hold it. */
  public static Command command(ObjectNode data) {
    return command(Json.read(data, CommandHead.class), type -> Json.read(data, type));
  }

  private static Command command(
      CommandHead head, Function<Class<? extends Action>, Action> reading) {
    if (head.type() == null) {
      throw new Json.UnreadableException(
          "The command has no type; see docs/asyncapi.yaml for the types", null);
    }
    Action action =
        TypeNames.ACTIONS
            .find(head.type())
            .map(reading)
            .orElseGet(() -> new Action.Unknown(head.type()));
    try {
      return command(head, action);
    } catch (Words.MissingException e) {
      throw new Json.UnreadableException("This is not a command: " + e.getMessage(), null);
    }
  }

  private static Command command(CommandHead head, Action action) {
    return new Command(
        head.id(),
        head.to(),
        action,
        head.priority(),
        head.deadline(),
        head.idempotencyKey(),
        head.cause(),
        head.again());
  }

  public static CloudEvent wrap(ParkedOrder order) {
    return new CloudEvent(
        order.id(),
        ROUTER,
        order.ceType(),
        Optional.of(order.to().conversation()),
        Optional.empty(),
        Map.of(),
        Json.bytes(order));
  }

  /**
   * Reads an order about parked work.
   *
   * @throws Json.UnreadableException when the data is not that of an order
   */
  public static ParkedOrder order(CloudEvent envelope) {
    return Json.read(Json.object(envelope.data()), ParkedOrder.class);
  }

  /** The plain form of a command. */
  public static ObjectNode plain(Command command) {
    return Json.mapper().valueToTree(commandData(command));
  }

  public static CloudEvent wrap(Delivery delivery) {
    return new CloudEvent(
        delivery.id(),
        EGRESS,
        Delivery.TYPE,
        Optional.of(delivery.to().conversation()),
        Optional.of(delivery.at()),
        Map.of(),
        Json.bytes(delivery));
  }

  /**
   * Reads a delivery.
   *
   * @throws Json.UnreadableException when the data is not that of a delivery
   */
  public static Delivery delivery(CloudEvent envelope) {
    return Json.read(envelope.data(), Delivery.class);
  }

  public static CloudEvent wrap(PersonErased erased) {
    return new CloudEvent(
        erased.erasure(),
        ROUTER,
        PersonErased.TYPE,
        Optional.of(erased.person()),
        Optional.of(erased.at()),
        Map.of("person", erased.person()),
        Json.bytes(erased));
  }

  /** The structured mode of CloudEvents, for files and HTTP. */
  public static ObjectNode structured(CloudEvent envelope) {
    ObjectNode out = Json.mapper().createObjectNode();
    out.put("specversion", "1.0");
    out.put("id", envelope.id());
    out.put("source", envelope.source());
    out.put("type", envelope.type());
    envelope.subject().ifPresent(s -> out.put("subject", s));
    envelope.time().ifPresent(t -> out.put("time", t.toString()));
    envelope.extensions().forEach(out::put);
    out.put("datacontenttype", "application/json");
    out.set("data", Json.tree(envelope.data()));
    return out;
  }
}
