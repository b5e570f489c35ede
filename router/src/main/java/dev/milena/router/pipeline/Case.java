package dev.milena.router.pipeline;

import dev.milena.model.Command;
import dev.milena.model.Delivery;
import dev.milena.model.Event;
import dev.milena.model.Participant;
import dev.milena.router.decisions.Decision;
import dev.milena.router.decisions.Decision.Outcome;
import dev.milena.router.identity.Identified.Known;
import dev.milena.router.linking.LinkTalk.Wish;
import dev.milena.router.links.Corner;
import dev.milena.router.relay.Passed;
import dev.milena.router.relay.Passing;
import dev.milena.router.routes.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One event while its batch is worked through, and what each step found out about it. Belongs to
 * one batch and is touched by one thread at a time.
 *
 * <pre>
 * OPEN ──────────▶ ERASED
 *   ├───screen───▶ DROPPED
 *   └───dispatch─▶ ACCEPTED | PARKED
 * </pre>
 */
final class Case {
  /** How far an event has come. */
  enum Fate {
    OPEN,
    ACCEPTED,
    /** Goes no further; why stands in the decision. */
    DROPPED,
    /** Was from before its sender or conversation was erased: not looked at any further. */
    ERASED,
    /** Set aside on the topic of parked work; why stands in the decision. */
    PARKED
  }

  private final Arrival arrival;
  private final Optional<Instant> again;
  private final Optional<Corner> corner;
  private Fate fate = Fate.OPEN;
  private Optional<Known> sender = Optional.empty();
  private Optional<Decision> decision = Optional.empty();
  private Optional<Route> route = Optional.empty();
  private List<String> topics = List.of();
  private Wish wish = Wish.NONE;
  private final List<Command> commands = new ArrayList<>();
  private final List<Delivery> told = new ArrayList<>();
  private final List<Passed> passed = new ArrayList<>();
  private List<ProducerRecord<String, byte[]>> records = List.of();

  /**
   * @param again when it was first seen, if the router starts over
   */
  Case(Arrival arrival, Optional<Instant> again) {
    this.arrival = arrival;
    this.again = again;
    this.corner = Corner.of(arrival.event());
  }

  Arrival arrival() {
    return arrival;
  }

  Event event() {
    return arrival.event();
  }

  UUID id() {
    return arrival.id();
  }

  Optional<Instant> again() {
    return again;
  }

  Passing passing() {
    return new Passing(event(), arrival.replay(), again, participant());
  }

  Optional<Corner> corner() {
    return corner;
  }

  void sentBy(Optional<Known> known) {
    sender = known;
  }

  Optional<Known> sender() {
    return sender;
  }

  Optional<Participant> participant() {
    return event().sender().or(() -> sender.map(Known::participant));
  }

  Optional<UUID> person() {
    return sender.map(Known::person);
  }

  void wishes(Wish found) {
    wish = found;
  }

  Wish wish() {
    return wish;
  }

  void takenBy(Route found) {
    route = Optional.of(found);
  }

  Optional<Route> route() {
    return route;
  }

  /** Names the topics of routes that get a copy, once it is accepted. */
  void tells(List<String> found) {
    topics = found;
  }

  List<String> topics() {
    return topics;
  }

  boolean isOpen() {
    return fate == Fate.OPEN;
  }

  Fate fate() {
    return fate;
  }

  void forget() {
    fate = Fate.ERASED;
  }

  void accept() {
    fate = Fate.ACCEPTED;
  }

  void drop(Decision why) {
    fate = Fate.DROPPED;
    decision = Optional.of(why);
  }

  /** Nothing of it goes out. */
  void park(Decision why) {
    fate = Fate.PARKED;
    commands.clear();
    told.clear();
    passed.clear();
    decision = Optional.of(why);
  }

  /** Accepted all the same. */
  void note(Decision why) {
    decision = Optional.of(why);
  }

  Optional<Decision> decision() {
    return decision;
  }

  Decision decide(Outcome outcome, String reason, Optional<String> rule) {
    return Decision.of(id(), event(), participant(), outcome, reason, rule);
  }

  void causes(Command command) {
    commands.add(command);
  }

  void carries(Passed message) {
    passed.add(message);
  }

  List<Command> commands() {
    return Collections.unmodifiableList(commands);
  }

  /** Puts another command in the place of one. */
  void instead(Command one, Command other) {
    commands.replaceAll(c -> c == one ? other : c);
  }

  /** Says of a command what became of it, instead of sending it. */
  void rejects(Command command, Delivery why) {
    commands.removeIf(c -> c == command);
    told.add(why);
  }

  /** What is known of commands without egress. */
  List<Delivery> told() {
    return told;
  }

  void becomes(List<ProducerRecord<String, byte[]>> made) {
    records = List.copyOf(made);
  }

  /** What it is to Kafka; there once it has been packed. */
  List<ProducerRecord<String, byte[]>> records() {
    return records;
  }

  List<Passed> passed() {
    return passed;
  }
}
