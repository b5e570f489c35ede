package dev.milena.egress;

import dev.milena.bus.AccountTable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * All docks of this process. Partitions come and go on the polling thread, commands come on the
 * channel's event loop, and each dock does its work on a loop of its own.
 */
@ApplicationScoped
class Docks {
  /** How often waits that have become pointless are looked for: deadlines are in seconds. */
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private static final Duration OPEN_AGAIN = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final DockParts parts;
  private final AccountTable accounts;
  private final Rereads rereads;
  private final Budget budget;
  private volatile boolean closed;
  private final Map<Integer, Dock> docks = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Berth> berths = new ConcurrentHashMap<>();

  Docks(Vertx vertx, DockParts parts, AccountTable accounts, Rereads rereads, Counts counts) {
    this.vertx = vertx;
    this.parts = parts;
    this.accounts = accounts;
    this.rereads = rereads;
    this.budget = parts.budget();
    accounts.onChange(
        change -> docks.values().forEach(dock -> dock.execute(() -> dock.changed(change.ref()))));
    counts.gauge("lanes", this, d -> d.load().lanes());
    counts.gauge("waiting", this, d -> d.load().waiting());
    counts.gauge("held", this, d -> d.load().held());
    counts.gauge("unanswered", this, d -> d.load().unanswered());
    counts.gauge("calls.under.way", this, d -> d.load().underWay());
    counts.gauge("texts.kept.bytes", budget, Budget::bytes);
  }

  /** Takes partitions over: looks up what was begun, then sends. Returns at once. */
  void add(Collection<Berth> assigned) {
    if (closed) {
      return;
    }

    assigned.forEach(berth -> berths.put(berth.partition(), berth));
    byNumber(assigned)
        .forEach((number, together) -> {
          Dock dock = docks.computeIfAbsent(number, this::newDock);
          dock.execute(() -> dock.add(together));
          open(dock, together);
        });
  }

  private Dock newDock(int number) {
    VertxLoop loop = new VertxLoop(vertx);
    Dock dock = parts.dock(number, loop);
    sweepLater(loop, number, dock);
    return dock;
  }

  private void sweepLater(VertxLoop loop, int number, Dock dock) {
    loop.after(
        SWEEP,
        () -> {
          if (docks.get(number) == dock) {
            dock.sweep();
            sweepLater(loop, number, dock);
          }
        });
  }

  private void open(Dock dock, List<Berth> together) {
    accounts
        .whenReady()
        .chain(() -> backlog(together))
        .emitOn(dock)
        .chain(oldest -> dock.open(together, oldest))
        .onFailure(failure -> together.stream().noneMatch(Berth::isLeft))
        .invoke(failure -> Log.trouble("What became of earlier commands cannot be read", failure))
        .onFailure(failure -> together.stream().noneMatch(Berth::isLeft))
        .retry()
        .withBackOff(OPEN_AGAIN, OPEN_AGAIN.multipliedBy(10))
        .indefinitely()
        .subscribe()
        .with(ignored -> {}, failure -> {});
  }

  private Uni<Optional<Instant>> backlog(List<Berth> together) {
    List<Uni<Optional<Instant>>> each =
        together.stream()
            .map(berth ->
                rereads
                    .backlog(berth.partition(), berth.begin())
                    .invoke(backlog -> berth.endedAt(backlog.end()))
                    .map(Rereads.Backlog::oldest))
            .toList();
    return Uni.join()
        .all(each)
        .andFailFast()
        .map(all -> all.stream().flatMap(Optional::stream).min(Instant::compareTo));
  }

  /**
   * Takes commands in; called on the channel's loop, in the order of each partition.
   *
   * @param generation of the group when they were read
   * @return done when the docks have them, and the next may come
   */
  Uni<Void> take(ConsumerRecords<String, byte[]> records, int generation) {
    List<Uni<Void>> taken =
        records.partitions().stream()
            .flatMap(p -> dock(p, generation).map(dock -> take(dock, records.records(p))).stream())
            .toList();
    return taken.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join().all(taken).andFailFast().replaceWithVoid();
  }

  /** Absent when the partition is not ours any more, or was read before it became ours again. */
  private Optional<Dock> dock(TopicPartition partition, int generation) {
    return Optional.ofNullable(berths.get(partition))
        .filter(berth -> generation >= berth.generation())
        .flatMap(berth -> Optional.ofNullable(docks.get(partition.partition())));
  }

  private static Uni<Void> take(Dock dock, List<ConsumerRecord<String, byte[]>> records) {
    return Uni.createFrom()
        .emitter(emitter ->
            dock.execute(() -> {
              records.forEach(dock::take);
              emitter.complete(null);
            }));
  }

  /**
   * Gives partitions up: nothing more of them is begun.
   *
   * @return done when no call of them is under way, or the docks never had them
   */
  Departure leave(Collection<TopicPartition> revoked) {
    List<Berth> leaving = revoked.stream().map(berths::remove).filter(Objects::nonNull).toList();
    List<CompletionStage<Void>> quiet = new ArrayList<>();
    byNumber(leaving)
        .forEach((number, together) -> {
          Dock dock = docks.get(number);
          if (dock == null) {
            return;
          }
          if (berths.keySet().stream().noneMatch(p -> p.partition() == number)) {
            docks.remove(number, dock);
          }
          quiet.add(leave(dock, together));
        });
    CompletableFuture<?>[] all =
        quiet.stream()
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture<?>[]::new);
    return new Departure(leaving, CompletableFuture.allOf(all));
  }

  /** Gives everything up, and takes nothing over any more. */
  Departure close() {
    closed = true;
    return leave(partitions());
  }

  private static CompletionStage<Void> leave(Dock dock, List<Berth> together) {
    CompletableFuture<Void> quiet = new CompletableFuture<>();
    dock.execute(() -> {
      dock.leave(together);
      CompletableFuture<?>[] each =
          together.stream()
              .map(Berth::leave)
              .map(CompletionStage::toCompletableFuture)
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(each).thenRun(() -> quiet.complete(null));
    });
    return quiet;
  }

  /** What may be committed now. */
  Map<TopicPartition, OffsetAndMetadata> committable() {
    return Departure.committable(berths.values());
  }

  /** The partitions that are ours. */
  Collection<TopicPartition> partitions() {
    return List.copyOf(berths.keySet());
  }

  Load load() {
    return docks.values().stream().map(Dock::load).reduce(Load.NONE, Load::plus);
  }

  private static Map<Integer, List<Berth>> byNumber(Collection<Berth> berths) {
    return berths.stream().collect(Collectors.groupingBy(berth -> berth.partition().partition()));
  }
}
