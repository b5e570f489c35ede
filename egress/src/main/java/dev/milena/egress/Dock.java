package dev.milena.egress;

import dev.milena.bus.AccountTable;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Delivery;
import dev.milena.model.Keys;
import dev.milena.model.ParkedOrder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
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
  private final Executor loop;
  private final Timekeeper time;
  private final Shared shared;
  private final Pacing pacing;
  private final History history;
  private final Loads loads;
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

    Courier courier(Dock dock, Pacing pacing, History history);
  }

  Dock(Executor loop, Timekeeper time, Shared shared, Crew crew) {
    this.loop = loop;
    this.time = time;
    this.shared = shared;
    this.pacing = crew.pacing(this);
    this.history = crew.history(this);
    this.loads = new Loads(shared.rereads(), time, this);
    this.courier = crew.courier(this, pacing, history);
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
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
        .map(oldest -> history.readBack(oldest, this::heed))
        .orElseGet(() -> Uni.createFrom().voidItem().invoke(() -> history.begin(time.now())))
        .invoke(() -> {
          assigned.forEach(Berth::open);
          List.copyOf(lanes.values()).forEach(this::advance);
        });
  }

  /** An owner before us was told to wait: so are we. */
  private void heed(Delivery delivery) {
    if (delivery.result() == Delivery.Result.THROTTLED) {
      Instant until = delivery.at().plusMillis(delivery.retryAfterMs().orElse(0L));
      Duration left = Duration.between(time.now(), until);
      if (left.isPositive()) {
        String limit = delivery.reason().orElse(Causes.CONVERSATION_LIMIT);
        pacing.stop(delivery.to().accountRef(), delivery.key(), Causes.scope(limit), left);
      }
    }
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
    if (ParkedOrders.isOrder(record)) {
      // Kept in any case, some hundred bytes: it goes before what waits, and what waits may be
      // offsets.
      lane.addOrder(new Text(record, keep(record)));
    } else if (lane.hasOffsets() || !keep(record)) {
      lane.addOffset(record.offset());
    } else {
      lane.add(new Text(record, true));
    }
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

  /** Whether there is room to keep its text. */
  private boolean keep(ConsumerRecord<String, byte[]> record) {
    return shared.budget().take(Text.size(record));
  }

  private void giveBack(ConsumerRecord<String, byte[]> record, boolean kept) {
    if (kept) {
      shared.budget().giveBack(Text.size(record));
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

  /** The text of a letter, read again where it was given up; absent: it is nowhere any more. */
  Uni<Optional<Text>> text(Letter letter) {
    return letter.text().isPresent()
        ? Uni.createFrom().item(letter.text())
        : Uni.createFrom()
            .<Void>emitter(emitter -> loads.want(letter.lane(), () -> emitter.complete(null)))
            .map(ignored -> letter.text());
  }

  /** The same for a letter whose call has leave. */
  Uni<Optional<Text>> textAtOnce(Letter letter) {
    return letter.text().isPresent()
        ? Uni.createFrom().item(letter.text())
        : Uni.createFrom()
            .<Void>emitter(emitter -> loads.fetch(letter.lane(), () -> emitter.complete(null)))
            .map(ignored -> letter.text());
  }

  /**
   * The letter will wait for long: if its text was read again for it, that makes room for others.
   */
  void fold(Letter letter) {
    if (letter.text().filter(text -> !text.kept()).isPresent()) {
      letter.fold();
      letter.lane().fold();
      loads.release(letter.lane());
    }
  }

  /** The letter is an order: from now on its text is the parked command's. */
  void follow(Letter letter, ParkedOrder order) {
    letter.text().ifPresent(text -> giveBack(text.record(), text.kept()));
    letter.follow(order);
  }

  /** The lane's command has come to its end. */
  void ended(Lane lane) {
    Letter letter = lane.head().orElseThrow();
    letter.text().ifPresent(text -> giveBack(text.record(), text.kept()));
    lane.end();
    letter.along().forEach(text -> endedAlong(lane, text));
    finish(lane, letter.offset());
  }

  private void endedAlong(Lane lane, Text text) {
    if (lane.remove(text)) {
      giveBack(text.record(), text.kept());
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
    lanes.values().removeIf(lane -> revoked.contains(lane.berth()) && drop(lane));
    if (berths.isEmpty()) {
      pacing.close();
    }
  }

  private boolean drop(Lane lane) {
    lane.head().flatMap(Letter::text).ifPresent(text -> giveBack(text.record(), text.kept()));
    lane.texts().forEach(text -> giveBack(text.record(), text.kept()));
    return true;
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
