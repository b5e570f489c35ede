package dev.milena.egress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.milena.model.Delivery;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What became of commands: remembered as far as {@link Outcomes} goes, read back from the
 * deliveries beyond that. One reading at a time; those who ask while one is under way share the
 * next.
 *
 * <p>Confined to the dock's thread; reading happens elsewhere.
 */
final class History {
  /**
   * How far before a time reading begins. Records carry the time of the broker and deliveries that
   * of egress; clocks of machines that are looked after differ by less.
   */
  private static final Duration SKEW = Duration.ofSeconds(5);

  /**
   * What was searched for in all deliveries stays known a while, found or not: edits of one message
   * come in a row.
   */
  private static final int SEARCHED_MAX = 1000;

  /** Reads the deliveries of one partition to their present end; blocks. */
  interface Source {
    /**
     * @param from where to begin; absent: with the oldest that is left
     */
    void read(Optional<Instant> from, Consumer<Delivery> each);
  }

  private final Outcomes outcomes;
  private final Source source;
  private final Executor worker;
  private final Executor dock;
  private final Set<String> wanted = new HashSet<>();
  private final Map<String, Instant> begun = new HashMap<>();
  private final Cache<String, Past> searched =
      Caffeine.newBuilder().maximumSize(SEARCHED_MAX).executor(Runnable::run).build();
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private boolean reading;

  History(Outcomes outcomes, Source source, Executor worker, Executor dock) {
    this.outcomes = outcomes;
    this.source = source;
    this.worker = worker;
    this.dock = dock;
  }

  /** Remembers what was just written down. */
  void note(Delivery delivery) {
    outcomes.note(delivery);
  }

  /** Commands of the owner before us are all done: from now on the oldest may be forgotten. */
  void settled() {
    outcomes.unpin();
  }

  /** Nothing before that time is of any interest. */
  void begin(Instant now) {
    outcomes.learn(now, List.of());
  }

  /** What is remembered of a command. */
  Optional<Past> remembered(String command) {
    return outcomes.find(command);
  }

  /** Calls that were begun, here or by an owner before, and of which nothing more is known. */
  Stream<Delivery> begun() {
    return outcomes.begun();
  }

  /**
   * What became of a command that cannot have been begun before {@code since}. Fails when that
   * cannot be read.
   */
  Uni<Optional<Past>> find(String command, Instant since) {
    return readBack(since, ignored -> {}).map(ignored -> outcomes.find(command));
  }

  /**
   * Learns everything that was written since then.
   *
   * @param each is shown what was read, on the dock's thread
   */
  Uni<Void> readBack(Instant since, Consumer<Delivery> each) {
    Instant from = since.minus(SKEW);
    return covers(from)
        ? Uni.createFrom().voidItem()
        : inTurn(() -> covers(from) ? Uni.createFrom().voidItem() : read(from, each));
  }

  private boolean covers(Instant from) {
    return !from.isBefore(outcomes.since());
  }

  private Uni<Void> read(Instant from, Consumer<Delivery> each) {
    List<Delivery> found = new ArrayList<>();
    return blocking(() -> source.read(Optional.of(from), found::add))
        .invoke(() -> {
          found.forEach(each);
          outcomes.learn(from, found);
        });
  }

  /**
   * What one command of any age sent, for those that name it later. Reads all deliveries that are
   * left where it is not remembered.
   */
  Uni<Optional<Past>> search(String command) {
    Optional<Past> known =
        outcomes.find(command).or(() -> Optional.ofNullable(searched.getIfPresent(command)));
    if (known.isPresent()) {
      return Uni.createFrom().item(known);
    }
    wanted.add(command);
    return inTurn(() -> wanted.contains(command) ? searchWanted() : Uni.createFrom().voidItem())
        .map(ignored ->
            outcomes.find(command).or(() -> Optional.ofNullable(searched.getIfPresent(command))));
  }

  private Uni<Void> searchWanted() {
    Set<String> now = Set.copyOf(wanted);
    wanted.clear();
    Map<String, Past> found = new HashMap<>();
    return blocking(() ->
            source.read(
                Optional.empty(),
                d -> {
                  if (now.contains(d.command())) {
                    found.computeIfAbsent(d.command(), c -> new Past()).note(d);
                  }
                }))
        .invoke(() -> now.forEach(id -> searched.put(id, found.getOrDefault(id, new Past()))));
  }

  /**
   * What is known of a command of which a call is in doubt, after another look: who was slow to
   * give up may have written since what came of it, and so may the router, if the platform has
   * told. Absent where the command is not remembered.
   */
  Uni<Optional<Past>> lookAgain(String command) {
    outcomes
        .find(command)
        .flatMap(Past::inDoubtSince)
        .ifPresent(since -> begun.put(command, since));
    return inTurn(() -> begun.containsKey(command) ? lookAgain() : Uni.createFrom().voidItem())
        .map(ignored -> outcomes.find(command));
  }

  private Uni<Void> lookAgain() {
    Map<String, Instant> now = Map.copyOf(begun);
    begun.clear();
    Instant from = now.values().stream().min(Instant::compareTo).orElseThrow().minus(SKEW);
    List<Delivery> found = new ArrayList<>();
    return blocking(() ->
            source.read(
                Optional.of(from),
                d -> {
                  if (now.containsKey(d.command())) {
                    found.add(d);
                  }
                }))
        .invoke(() -> found.forEach(outcomes::note));
  }

  private Uni<Void> inTurn(Supplier<Uni<Void>> read) {
    return Uni.createFrom()
        .emitter(emitter -> {
          queue.add(() ->
              read.get()
                  .onTermination()
                  .invoke(this::next)
                  .subscribe()
                  .with(emitter::complete, emitter::fail));
          if (!reading) {
            next();
          }
        });
  }

  private void next() {
    Runnable first = queue.poll();
    reading = first != null;
    if (reading) {
      first.run();
    }
  }

  private Uni<Void> blocking(Runnable read) {
    return Uni.createFrom().voidItem().emitOn(worker).invoke(read).emitOn(dock);
  }
}
