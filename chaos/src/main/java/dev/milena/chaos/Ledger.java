package dev.milena.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * Every message that anybody sent, and what became of it. It counts what people see, not what the
 * hub says. Thread-safe.
 */
final class Ledger implements AutoCloseable {
  /** What is sent while code and connections are cold may take its time. */
  static final String START = "start";

  /** Fine enough for a latency of tens of milliseconds; only lanes with something under way. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  /** A second copy may come long after the first, into a lane where nothing is under way. */
  private static final int ALL_EVERY = 200;

  private final Queue<Lane> lanes = new ConcurrentLinkedQueue<>();
  private final Queue<String> findings = new ConcurrentLinkedQueue<>();
  private final Queue<Beside> besides = new ConcurrentLinkedQueue<>();
  private final Queue<GivenUp> givenUp = new ConcurrentLinkedQueue<>();
  private final LongSupplier givenUpNow;
  private final Thread watch;
  private volatile String fault = START;
  private volatile boolean closed;

  /**
   * @param givenUpNow how many inputs platforms have given up so far: nobody waits for so many
   */
  Ledger(LongSupplier givenUpNow) {
    this.givenUpNow = givenUpNow;
    watch = Thread.ofPlatform().daemon().name("ledger").start(this::watch);
  }

  Lane open(Pair pair, Pair.Way way, String conversation) {
    return add(new Lane(pair, way, conversation, Lane.Kind.WRITTEN));
  }

  /** For messages with a deadline. */
  Lane openExpiring(Pair pair, Pair.Way way, String conversation) {
    return add(new Lane(pair, way, conversation, Lane.Kind.EXPIRING));
  }

  /** For messages that are parked on their way, before anything is done, and replayed. */
  Lane openReplayed(Pair pair, Pair.Way way, String conversation) {
    return add(new Lane(pair, way, conversation, Lane.Kind.REPLAYED));
  }

  private Lane add(Lane lane) {
    lanes.add(lane);
    return lane;
  }

  /** Something that a fault found out by itself and that breaks a promise. */
  void find(String finding) {
    findings.add(finding + ", under " + fault);
  }

  /**
   * What is sent under the one must be as fast as what is sent under the other.
   *
   * @param fault whose name the messages of those bear who shall not notice
   * @param before the name that messages before bear
   */
  record Beside(String fault, String before) {}

  /** Those who write under this fault must not notice it. */
  void mustNotNotice(Beside beside) {
    besides.add(beside);
  }

  /**
   * Inputs that a platform did not repeat although the hub had not taken them.
   *
   * @param excused whether nobody of the hub was there to take them, or only cold code
   */
  record GivenUp(String fault, String platform, long inputs, boolean excused) {}

  void gaveUp(GivenUp inputs) {
    givenUp.add(inputs);
  }

  List<GivenUp> givenUp() {
    return List.copyOf(givenUp);
  }

  List<Beside> besides() {
    return besides.stream().distinct().toList();
  }

  List<String> findings() {
    return List.copyOf(findings);
  }

  /** What is sent from now on is sent under this fault. */
  void during(String newFault) {
    fault = newFault;
  }

  String during() {
    return fault;
  }

  List<Lane> lanes() {
    return List.copyOf(lanes);
  }

  private void watch() {
    for (int round = 1; !closed; round++) {
      boolean all = round % ALL_EVERY == 0;
      lanes.stream().filter(l -> all || l.pending() > 0).forEach(Lane::look);
      java.util.concurrent.locks.LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /** Messages on their way, but for as many as platforms have given up. */
  long pending() {
    return pending(System.nanoTime());
  }

  private long pending(long before) {
    long missing = lanes.stream().mapToLong(l -> l.pending(before)).sum();
    return Math.max(0, missing - givenUpNow.getAsLong());
  }

  /** Waits until all that was sent before this call is seen; returns whether it was in time. */
  boolean catchUp(Duration max) {
    long before = System.nanoTime();
    return Facts.holds(max, () -> pending(before) == 0);
  }

  /** Waits until nothing is on its way any more, whatever platforms have given up. */
  void settle(Duration max) {
    Facts.holds(max, () -> lanes.stream().allMatch(l -> l.pending() == 0));
  }

  /** Messages with a deadline that nobody has seen, and that are not known to be dropped either. */
  long undecided(Doubts doubts) {
    return lanes.stream()
        .filter(Lane::mayExpire)
        .mapToLong(l -> Math.max(0, l.unseen() - doubts.expiredIn(l.key())))
        .sum();
  }

  /** Stops watching, and looks at everything once more. */
  @Override
  public void close() {
    closed = true;
    try {
      watch.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lanes.forEach(Lane::look);
  }
}
