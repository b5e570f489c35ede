package dev.milena.router.api.messages;

import dev.milena.bus.Records;
import dev.milena.bus.Traces;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.CommandIds;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationRef;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Participant;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A request to send, as it goes to {@code milena.events}.
 *
 * @param id of the command, and, behind {@link SendRequests#PREFIX}, of the event
 * @param wish what is to be done there
 * @param key what the caller chose so that it is sent once
 */
record Request(String id, Destination destination, Wish wish, Optional<String> key) {
  /**
   * In whose name a request to a person goes: no platform's. Which accounts it will go out by, the
   * router finds out.
   */
  private static final AccountRef HUB = new AccountRef("milena", "api");

  /** Where it goes. */
  sealed interface Destination {
    /** A conversation, or a thread of it. */
    record Place(ConversationRef ref, Optional<String> thread) implements Destination {}

    /** Wherever the person can be reached. */
    record Somebody(UUID person) implements Destination {}
  }

  /**
   * What a caller wants done.
   *
   * @param deadline when it stops making sense
   */
  record Wish(Action action, Priority priority, Optional<Instant> deadline) {}

  /** The same caller and key give the same id, whenever and wherever it is asked for. */
  static String id(String caller, Optional<String> key) {
    return key.map(k -> CommandIds.of(SendRequests.PREFIX + caller, 0, "key", k))
        .orElseGet(
            () -> CommandIds.of(SendRequests.PREFIX, 0, "random", UUID.randomUUID().toString()));
  }

  /**
   * Tells two requests with one key apart. Sixteen bytes of a hash: nobody reads the words back.
   */
  String fingerprint() {
    String what = destination + " " + new String(Json.bytes(command()), StandardCharsets.UTF_8);
    return new String(CommandIds.hash(what), StandardCharsets.ISO_8859_1);
  }

  ProducerRecord<String, byte[]> record() {
    Event event = event(Instant.now());
    ProducerRecord<String, byte[]> record =
        Records.toRecord(Topics.EVENTS, event.key(), Envelopes.wrap(event));
    Traces.inject(Context.current(), record.headers());
    return record;
  }

  private Event event(Instant now) {
    return switch (destination) {
      case Destination.Place place ->
          event(
              now,
              place.ref().account(),
              Optional.of(conversation(place)),
              Optional.empty(),
              Optional.empty());
      case Destination.Somebody somebody ->
          event(
              now,
              HUB,
              Optional.empty(),
              Optional.of(Participant.of(somebody.person().toString())),
              Optional.of(somebody.person().toString()));
    };
  }

  private Event event(
      Instant now,
      AccountRef account,
      Optional<Conversation> conversation,
      Optional<Participant> sender,
      Optional<String> person) {
    return new Event(
        SendRequests.eventId(id),
        account,
        now,
        now,
        conversation,
        sender,
        new Happening.SendRequested(command(), person),
        Optional.empty());
  }

  private static Conversation conversation(Destination.Place place) {
    return new Conversation(
        place.ref().id(),
        Optional.empty(),
        Optional.empty(),
        place.thread(),
        place.ref().workspace(),
        Optional.empty());
  }

  private Command command() {
    return new Command(
        id,
        address(),
        wish.action(),
        wish.priority(),
        wish.deadline(),
        key,
        Optional.empty(),
        Optional.empty());
  }

  /** To a person, the router puts each of their places here. */
  private Address address() {
    return switch (destination) {
      case Destination.Place place -> Address.of(place.ref()).inThread(place.thread());
      case Destination.Somebody somebody ->
          Address.of(ConversationRef.of(HUB, somebody.person().toString()));
    };
  }

  @Override
  public String toString() {
    return "Request[" + id + "]";
  }
}
