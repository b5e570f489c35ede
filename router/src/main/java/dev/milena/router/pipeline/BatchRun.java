package dev.milena.router.pipeline;

import dev.milena.bus.Erased;
import dev.milena.model.Command;
import dev.milena.model.ConversationRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.router.access.AccessRules;
import dev.milena.router.decisions.Decision;
import dev.milena.router.decisions.Decision.Outcome;
import dev.milena.router.erasure.ErasureKeys;
import dev.milena.router.identity.Identified;
import dev.milena.router.identity.Windows.Window;
import dev.milena.router.linking.LinkCodes;
import dev.milena.router.linking.LinkTalk.Wish;
import dev.milena.router.links.Corner;
import dev.milena.router.links.Links;
import dev.milena.router.links.Opening;
import dev.milena.router.memory.Remembered;
import dev.milena.router.memory.Sighting;
import dev.milena.router.pipeline.Case.Fate;
import dev.milena.router.relay.Passed;
import dev.milena.router.relay.Reference;
import dev.milena.router.relay.Relay;
import dev.milena.router.relay.Trails;
import dev.milena.router.routes.Routes;
import dev.milena.router.store.Ids;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * One batch in its transaction: each step is one statement at most, or none, and ends before the
 * next begins.
 */
final class BatchRun {
  private static final Logger LOG = Logger.getLogger(BatchRun.class);

  private final Clerks clerks;
  private final Snapshot snapshot;
  private final SqlConnection connection;
  private final Map<UUID, Arrival> firsts = new LinkedHashMap<>();
  private final List<Arrival> repeats = new ArrayList<>();
  private final UUID topic;
  private final Instant now = Instant.now();

  private List<Case> cases = List.of();
  private List<Case> forgotten = List.of();
  private Identified identified = Identified.NOTHING;
  private Map<UUID, Decision> before = Map.of();
  private Trails trails = new Trails(Map.of());
  private Links.Found links = new Links.Found(Map.of(), 0);
  private Links.Found openedLinks = new Links.Found(Map.of(), 0);
  private Map<UUID, String> codes = Map.of();
  private Map<UUID, List<ConversationRef>> reach = Map.of();
  private Stages stages;
  private Map<UUID, Window> windows = Map.of();
  private RouteChoice choice;

  /**
   * Settings as they are at this moment.
   *
   * @param closedTopics those that routes lead to and that cannot be written to
   */
  record Snapshot(AccessRules rules, Routes routes, Set<String> closedTopics) {}

  BatchRun(
      Clerks clerks,
      Snapshot snapshot,
      SqlConnection connection,
      UUID topic,
      List<Arrival> arrivals) {
    this.clerks = clerks;
    this.snapshot = snapshot;
    this.connection = connection;
    this.topic = topic;
    for (Arrival arrival : arrivals) {
      if (firsts.putIfAbsent(arrival.id(), arrival) != null) {
        repeats.add(arrival);
      }
    }
  }

  /**
   * What the batch has come to, valid once the transaction is committed. Answers of Postgres arrive
   * on an event loop; what a batch has to think, 10 to 20 ms of 500 events, is done on a worker.
   */
  Uni<Draft> run() {
    Executor worker = Infrastructure.getDefaultWorkerPool();
    return clerks
        .erased
        .obeyedBy(connection)
        .chain(this::remember)
        .chain(this::findLater)
        .emitOn(worker)
        .chain(this::identify)
        .chain(this::recall)
        .chain(this::follow)
        .emitOn(worker)
        .invoke(this::screen)
        .chain(this::move)
        .chain(this::findLinks)
        .emitOn(worker)
        .invoke(this::chooseRoutes)
        .chain(this::openLinks)
        .chain(this::handOutCodes)
        .chain(this::findPeople)
        .emitOn(worker)
        .invoke(this::dispatch)
        .chain(this::findWindows)
        .emitOn(worker)
        .invoke(this::finish)
        .chain(this::writeDown)
        .map(done -> draft());
  }

  /** What is from before an erasure is remembered like anything, so that it does not come again. */
  private Uni<Void> remember(Erased erased) {
    List<Sighting> sightings =
        firsts.values().stream()
            .map(a -> new Sighting(a.id(), topic, a.record().partition(), a.record().offset()))
            .toList();
    return clerks
        .memory
        .remember(connection, sightings, now)
        .invoke(remembered -> takeNew(remembered, erased))
        .replaceWithVoid();
  }

  private void takeNew(Map<UUID, Remembered> remembered, Erased erased) {
    List<Case> fresh = new ArrayList<>();
    for (Arrival arrival : firsts.values()) {
      switch (remembered.get(arrival.id())) {
        case Remembered.New first -> fresh.add(new Case(arrival, Optional.empty()));
        case Remembered.Again again -> fresh.add(new Case(arrival, Optional.of(again.firstSeen())));
        case Remembered.Repeat repeat -> repeats.add(arrival);
      }
    }
    Map<Boolean, List<Case>> split =
        fresh.stream().collect(Collectors.partitioningBy(c -> isErased(c.arrival(), erased)));
    split.get(true).forEach(Case::forget);
    forgotten = split.get(true);
    cases = split.get(false);
  }

  private Uni<Void> findLater() {
    List<UUID> later = cases.stream().flatMap(c -> Stages.later(c.arrival()).stream()).toList();
    return clerks
        .memory
        .find(connection, later)
        .invoke(found -> stages = new Stages(topic, found))
        .replaceWithVoid();
  }

  private static boolean isErased(Arrival arrival, Erased erased) {
    Instant appended = Instant.ofEpochMilli(arrival.record().timestamp());
    Instant dated = arrival.event().time();
    return erased.mayCover(appended, dated)
        && erased.covers(ErasureKeys.of(arrival.event()), appended, dated);
  }

  private Uni<Void> identify() {
    return clerks
        .identities
        .identify(connection, events())
        .invoke(found -> identified = found)
        .invoke(found -> cases.forEach(c -> c.sentBy(found.sender(c.event()))))
        .replaceWithVoid();
  }

  private List<Event> events() {
    return cases.stream()
        .map(Case::event)
        .filter(e -> !(e.what() instanceof Happening.SendRequested))
        .toList();
  }

  private Uni<Void> recall() {
    List<UUID> reruns = cases.stream().filter(c -> c.again().isPresent()).map(Case::id).toList();
    return clerks
        .decisions
        .find(connection, reruns)
        .invoke(found -> before = found)
        .replaceWithVoid();
  }

  private Uni<Void> follow() {
    List<Reference> references =
        cases.stream().flatMap(c -> Reference.of(c.event()).stream()).toList();
    return clerks
        .messages
        .find(connection, references)
        .invoke(found -> trails = new Trails(found))
        .replaceWithVoid();
  }

  private void screen() {
    Screen screen = new Screen(snapshot.rules(), clerks.own, clerks.loops, trails, before, now);
    cases.stream()
        .filter(c -> stages.isOvertaken(c.arrival()))
        .forEach(c -> c.drop(c.decide(Outcome.OVERTAKEN, "later_status_known", Optional.empty())));
    open().forEach(c -> guarded(c, screen::look));
    open().forEach(c -> c.wishes(clerks.talk.wish(c.event())));
  }

  private List<Case> open() {
    return cases.stream().filter(Case::isOpen).toList();
  }

  /** What one event's data breaks is that event's affair: it is set aside, and the others go on. */
  private static void guarded(Case c, Consumer<Case> step) {
    try {
      step.accept(c);
    } catch (RuntimeException e) {
      LOG.errorf(
          "Event %s cannot be processed and is parked: %s at %s",
          c.event().id(),
          e.getClass().getName(),
          e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "-");
      c.park(c.decide(Outcome.POISON, "defect", Optional.empty()));
    }
  }

  private Uni<Void> move() {
    return Moves.all(connection, clerks.links, open().stream().map(Case::event).toList());
  }

  private Uni<Void> findLinks() {
    Set<Corner> corners =
        open().stream().map(Case::corner).flatMap(Optional::stream).collect(Collectors.toSet());
    return clerks.links.find(connection, corners).invoke(found -> links = found).replaceWithVoid();
  }

  private void chooseRoutes() {
    choice = new RouteChoice(snapshot.routes(), links, clerks.doors);
    open().forEach(choice::choose);
  }

  private Uni<Void> openLinks() {
    Map<Object, Opening> openings = new LinkedHashMap<>();
    Set<UUID> from = new HashSet<>();
    for (Case c : open()) {
      for (Opening o : choice.openings(c)) {
        openings.putIfAbsent(List.of(o.from(), o.desk()), o);
        from.add(o.from());
      }
    }
    if (openings.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Set<Corner> corners =
        open().stream()
            .map(Case::corner)
            .flatMap(Optional::stream)
            .filter(c -> from.contains(c.conversation()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return clerks
        .links
        .open(connection, List.copyOf(openings.values()))
        .chain(() -> clerks.links.find(connection, corners))
        .invoke(found -> openedLinks = found)
        .replaceWithVoid();
  }

  private Uni<Void> handOutCodes() {
    List<LinkCodes.Request> requests =
        open().stream()
            .filter(c -> c.wish() == Wish.CODE)
            .map(this::codeRequest)
            .flatMap(Optional::stream)
            .toList();
    return clerks
        .codes
        .issue(connection, requests, now)
        .invoke(issued -> codes = issued)
        .replaceWithVoid();
  }

  private Optional<LinkCodes.Request> codeRequest(Case c) {
    return c.sender()
        .filter(known -> !known.linked())
        .flatMap(known -> c.corner().map(corner -> request(c, corner, known)));
  }

  private static LinkCodes.Request request(Case c, Corner corner, Identified.Known known) {
    return new LinkCodes.Request(
        c.id(),
        corner.conversation(),
        Ids.participant(c.event().account(), known.participant().id()));
  }

  private Uni<Void> findPeople() {
    List<UUID> persons =
        open().stream()
            .flatMap(c ->
                c.event().what() instanceof Happening.SendRequested s
                    ? s.person().stream()
                    : Stream.empty())
            .flatMap(p -> Uuids.parse(p).stream())
            .distinct()
            .toList();
    return clerks
        .identities
        .reach(connection, persons)
        .invoke(found -> reach = found)
        .replaceWithVoid();
  }

  private void dispatch() {
    Relay relay = new Relay(trails, clerks::closedText);
    Dispatch dispatch =
        new Dispatch(
            new Dispatch.Found(snapshot.routes(), links, openedLinks, codes, reach, trails),
            clerks.talk,
            relay);
    Set<String> platforms = clerks.platforms();
    open().forEach(c -> guarded(c, dispatch::send));
    cases.stream().filter(c -> leadsNowhere(c, platforms)).forEach(BatchRun::parkUnknownPlatform);
    cases.stream()
        .filter(c -> c.fate() == Fate.ACCEPTED)
        .filter(c -> c.topics().stream().anyMatch(snapshot.closedTopics()::contains))
        .forEach(BatchRun::parkClosedTopic);
  }

  /** Where the person was last heard too long ago, some platforms take no free words. */
  private Uni<Void> findWindows() {
    List<Command> commands = cases.stream().flatMap(c -> c.commands().stream()).toList();
    return clerks
        .windows
        .find(connection, commands)
        .invoke(found -> windows = found)
        .replaceWithVoid();
  }

  private void finish() {
    Closing closing = new Closing(windows, now);
    cases.forEach(c -> guarded(c, closing::look));
    cases.forEach(c -> guarded(c, clerks.packing::pack));
  }

  /** Commands for a platform without topics would hold up everything behind them. */
  private static boolean leadsNowhere(Case c, Set<String> platforms) {
    return c.commands().stream().anyMatch(command -> !platforms.contains(command.to().platform()));
  }

  private static void parkUnknownPlatform(Case c) {
    LOG.errorf(
        "Event %s leads to a platform that the hub has no account of, and is parked",
        c.event().id());
    c.park(c.decide(Outcome.UNKNOWN_PLATFORM, "unknown_platform", Optional.empty()));
  }

  /** A record that cannot be appended would hold up everything behind it, too. */
  private static void parkClosedTopic(Case c) {
    c.park(c.decide(Outcome.UNKNOWN_TOPIC, "unknown_topic", Optional.empty()));
  }

  private Uni<Void> writeDown() {
    List<Passed> passed =
        cases.stream()
            .filter(c -> c.fate() == Fate.ACCEPTED)
            .flatMap(c -> c.passed().stream())
            .toList();
    List<Decision> decisions =
        cases.stream().map(Case::decision).flatMap(Optional::stream).toList();
    return clerks
        .messages
        .write(connection, passed, now)
        .chain(() -> clerks.decisions.write(connection, decisions, now))
        .chain(() -> clerks.identities.block(connection, blocked()));
  }

  private Map<UUID, Boolean> blocked() {
    Map<UUID, Boolean> blocked = new LinkedHashMap<>();
    for (Case c : cases) {
      boolean blocks = c.event().what() instanceof Happening.BotBlocked;
      boolean unblocks = c.event().what() instanceof Happening.BotUnblocked;
      if (c.fate() == Fate.ACCEPTED && (blocks || unblocks)) {
        c.corner().ifPresent(corner -> blocked.put(corner.conversation(), blocks));
      }
    }
    return blocked;
  }

  private Draft draft() {
    return new Draft(
        Stream.concat(cases.stream(), forgotten.stream()).toList(),
        List.copyOf(repeats),
        this::keep);
  }

  /** Nothing is remembered before it is committed. */
  private void keep() {
    clerks.identities.keep(events(), identified);
    clerks.links.keep(links);
    clerks.links.keep(openedLinks);
  }
}
