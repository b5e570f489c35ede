package dev.milena.egress;

import dev.milena.bus.AccountTable;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Keys;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition number: the commands of all accounts that come by it, in lanes, and all that is
 * known about those accounts. Everything in it runs on one event loop, so that it needs no locks;
 * what comes from outside goes through {@link #execute}.
 */
final class Dock implements Executor {
  private final VertxLoop loop;
  private final Timekeeper time;
  private final Shared shared;
  private final Pacing pacing;
  private final History history;
  private final Predecessor predecessor;
  private final Loads loads;
  private final Texts texts;
  private final Courier courier;
  private final Map<TopicPartition, Berth> berths = new HashMap<>();
  private final Map<Lane.Key, Lane> lanes = new HashMap<>();
  private long tickets;
  private volatile Load load = Load.NONE;

  /** What all docks share. */
  record Shared(
      EgressConfig config,
      Horizon horizon,
      Budget budget,
      Rereads rereads,
      Counts counts,
      AccountTable accounts,
      Reading reading) {}

  /** Stops and resumes the reading of single partitions. */
  interface Reading {
    void pause(TopicPartition partition);

    void resume(TopicPartition partition);
  }

  /** Makes the parts of a dock that need to know it. */
  interface Crew {
    Pacing pacing(Dock dock);

    History history(Dock dock);

    Predecessor predecessor(Pacing pacing);

    Courier courier(Dock dock, Texts texts, Pacing pacing, History history);
  }

  Dock(VertxLoop loop, Shared shared, Crew crew) {
    this.loop = loop;
    this.time = loop;
    this.shared = shared;
    this.pacing = crew.pacing(this);
    this.history = crew.history(this);
    this.predecessor = crew.predecessor(pacing);
    this.loads = new Loads(shared.rereads(), time, this);
    this.texts = new Texts(shared.budget(), loads);
    this.courier = crew.courier(this, texts, pacing, history);
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }

  /** For answers, most of which come on the dock's thread already. */
  Executor answers() {
    return loop::goOn;
  }

  /** Partitions have become ours; nothing of them is sent before {@link #open}. */
  void add(Collection<Berth> assigned) {
    assigned.forEach(berth -> berths.put(berth.partition(), berth));
  }

  /**
   * Begins to send.
   *
   * @param since when the oldest command was appended that an owner before may have begun; absent:
   *     there is none
   */
  Uni<Void> open(Collection<Berth> assigned, Optional<Instant> since) {
    return since
        .map(oldest -> history.readBack(oldest, predecessor::wasTold))
        .orElseGet(() -> Uni.createFrom().voidItem().invoke(() -> history.begin(time.now())))
        .invoke(() -> {
          history.begun().filter(d -> !isOpen(d.key())).forEach(predecessor::began);
          assigned.forEach(Berth::open);
          List.copyOf(lanes.values()).forEach(this::advance);
        });
  }

  /** Whether we have sent in that conversation ourselves: then we know what is under way there. */
  private boolean isOpen(String conversation) {
    return lanes.values().stream()
        .anyMatch(lane -> lane.berth().isOpen() && lane.key().conversation().equals(conversation));
  }

  /** Takes a command in. */
  void take(ConsumerRecord<String, byte[]> record) {
    Berth berth = berths.get(new TopicPartition(record.topic(), record.partition()));
    Optional<AccountRef> account = account(record.key());
    if (berth == null || berth.isLeft() || !berth.lowWater().taken(record.offset())) {
      return;
    }
    if (account.filter(ref -> !shared.accounts().serves(ref)).isPresent()) {
      berth.lowWater().finished(record.offset());
      return;
    }
    AccountRef known = account.orElseGet(() -> new AccountRef(berth.platform(), "unreadable"));
    shared.counts().received(known);
    Lane.Key key =
        new Lane.Key(account.map(ignored -> record.key()).orElse("unreadable"), berth.partition());
    Lane lane = lanes.computeIfAbsent(key, k -> new Lane(k, known, berth));
    add(lane, record);
    if (berth.mustPause(shared.config().memory().windowMax(), time.nanos())) {
      shared.reading().pause(berth.partition());
    }
    advance(lane);
  }

  private static Optional<AccountRef> account(String key) {
    try {
      List<String> parts = key == null ? List.of() : Keys.split(key);
      return parts.size() < 3
          ? Optional.empty()
          : Optional.of(new AccountRef(parts.get(0), parts.get(1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void add(Lane lane, ConsumerRecord<String, byte[]> record) {
    if (ParkedOrders.isOrder(record)) {
      // Kept in any case, some hundred bytes: it goes before what waits, and what waits may be
      // offsets.
      lane.addOrder(texts.keep(record).orElseGet(() -> new Text(record, false)));
    } else if (lane.hasOffsets()) {
      lane.addOffset(record.offset());
    } else {
      texts.keep(record).ifPresentOrElse(lane::add, () -> lane.addOffset(record.offset()));
    }
  }

  /** Lets the lane's next command go on its way, if there is one and none is. */
  private void advance(Lane lane) {
    if (!lane.berth().isOpen() || lane.head().isPresent()) {
      return;
    }
    if (!lane.lacksText()) {
      lane.begin(tickets++, this::isTouched).ifPresent(courier::carry);
    } else if (lane.wantsText()) {
      loads.want(lane, () -> begin(lane));
    }
  }

  private void begin(Lane lane) {
    lane.hasText();
    if (lane.berth().isLeft() || lane.head().isPresent()) {
      return;
    }
    if (lane.lacksText()) {
      lostBehind(lane);
    } else {
      lane.begin(tickets++, this::isTouched).ifPresent(courier::carry);
    }
  }

  /** By an owner before, who has begun it or come to its end. */
  private boolean isTouched(Text text) {
    return Records.find(text.record().headers(), Records.ATTRIBUTE_PREFIX + "id")
        .flatMap(history::remembered)
        .filter(past -> past.isUnderWay() || past.isDone())
        .isPresent();
  }

  private void lostBehind(Lane lane) {
    long offset = lane.lost();
    Log.lost(lane.account(), lane.key().partition().toString(), offset);
    shared.counts().ended(lane.account(), Counts.End.LOST);
    finish(lane, offset);
  }

  /** The lane's command has come to its end. */
  void ended(Lane lane) {
    Letter letter = lane.head().orElseThrow();
    letter.text().ifPresent(texts::giveBack);
    lane.end();
    letter.along().forEach(text -> endedAlong(lane, text));
    finish(lane, letter.offset());
  }

  private void endedAlong(Lane lane, Text text) {
    if (lane.remove(text)) {
      texts.giveBack(text);
      lane.berth().lowWater().finished(text.offset());
    }
  }

  private void finish(Lane lane, long offset) {
    Berth berth = lane.berth();
    berth.lowWater().finished(offset);
    loads.release(lane);
    if (berth.mayResume(shared.config().memory().windowMax())) {
      shared.reading().resume(berth.partition());
    }
    if (lane.isEmpty()) {
      lanes.remove(lane.key(), lane);
    } else {
      advance(lane);
    }
  }

  /** The account has other settings than before, or none. */
  void changed(AccountRef account) {
    if (pacing.release(account)) {
      Log.released(account);
    }
  }

  /** The account's platform answers again: what waits because it did not goes on. */
  void answersAgain(AccountRef account) {
    Log.answersAgain(account);
    execute(() ->
        List.copyOf(lanes.values()).stream()
            .filter(lane -> lane.account().equals(account))
            .forEach(lane -> lane.head().ifPresent(Letter::wakeIfFailed)));
  }

  /** Ends waits that have become pointless, and forgets what has passed. Called now and then. */
  void sweep() {
    Instant now = time.now();
    Instant oldest = now.minus(shared.horizon().length());
    List.copyOf(lanes.values())
        .forEach(lane -> lane.head().ifPresent(letter -> letter.wakeIfOverdue(now, oldest)));
    pacing.tidy();
    if (berths.values().stream().allMatch(Berth::hasCaughtUp)) {
      history.settled();
    }
    load = count();
  }

  /**
   * The partitions are to be somebody else's: what waits is dropped. The berths say when their
   * calls are over.
   */
  void leave(Collection<Berth> revoked) {
    revoked.forEach(berth -> berths.remove(berth.partition(), berth));
    revoked.forEach(berth -> loads.forget(berth.partition()));
    lanes
        .values()
        .removeIf(lane -> {
          boolean gone = revoked.contains(lane.berth());
          if (gone) {
            texts.drop(lane);
          }
          return gone;
        });
    if (berths.isEmpty()) {
      pacing.close();
    }
  }

  /** How much there is to do; looked at from other threads, and a second old at most. */
  Load load() {
    return load;
  }

  private Load count() {
    long waiting = lanes.values().stream().mapToLong(Lane::size).sum();
    return new Load(lanes.size(), waiting, pacing.held(), pacing.unanswered(), pacing.underWay());
  }
}
