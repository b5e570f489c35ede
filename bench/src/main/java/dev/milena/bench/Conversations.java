package dev.milena.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Visitors of many accounts and the operators who answer them, each a chat with at most one message
 * under way in each direction: a message has arrived when the hub calls the other platform for that
 * chat. Thread-safe.
 *
 * <p>Platforms limit what one account may send, so there are as many as the fastest run needs.
 */
final class Conversations implements AutoCloseable {
  /** At thirty messages a second each, as the strictest platform allows: 9000 in all. */
  private static final int ACCOUNTS = 300;

  /** Each on some partition of egress. */
  private static final int DESKS = 16;

  /** A chat has its next message after seconds: none comes near the limit of a chat. */
  static final int CHATS = 32 * ACCOUNTS;

  private static final int CONNECTIONS = 64;

  static final long SLOWEST_MICROS = 60_000_000;

  /** Which way a message goes. */
  enum Way {
    TO_DESK,
    TO_VISITOR
  }

  /** Is told of each message that has arrived. On an event loop. */
  @FunctionalInterface
  interface Arrivals {
    void arrived(Way way, int chat);
  }

  private final List<PlatformSimulator> simulators = new ArrayList<>();
  private final List<Recording> visitors = new ArrayList<>();
  private final List<Recording> desks = new ArrayList<>();
  private final Sink street;
  private final Sink office;
  private final AtomicLongArray toDesk = new AtomicLongArray(CHATS);
  private final AtomicLongArray toVisitor = new AtomicLongArray(CHATS);
  private final AtomicLong messages = new AtomicLong();
  private final LongAdder written = new LongAdder();
  private final LongAdder arrived = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder unexpected = new LongAdder();
  private volatile Arrivals arrivals = (way, chat) -> {};
  private volatile ConcurrentHistogram micros = new ConcurrentHistogram(SLOWEST_MICROS, 3);
  private volatile ConcurrentHistogram answers = new ConcurrentHistogram(SLOWEST_MICROS, 3);
  private Caller caller;

  Conversations() throws Exception {
    PlatformSimulator visitorsAt = start(false);
    PlatformSimulator desksAt = start(true);
    street = new Sink(visitorsAt.baseUrl(), chat -> arrived(Way.TO_VISITOR, chat));
    office = new Sink(desksAt.baseUrl(), chat -> arrived(Way.TO_DESK, chat));
    try (Recorder recorder = new Recorder()) {
      for (int i = 0; i < ACCOUNTS; i++) {
        visitors.add(
            recorder.record(visitorsAt, new AccountRef(visitorsAt.platform(), "shop" + i)));
      }
      for (int i = 0; i < DESKS; i++) {
        desks.add(recorder.record(desksAt, new AccountRef(desksAt.platform(), "desk" + i)));
      }
    }
  }

  private PlatformSimulator start(boolean desk) {
    PlatformSimulator started =
        SimulatorFactory.all().stream()
            .filter(f -> f.desk() == desk)
            .findFirst()
            .orElseThrow()
            .start();
    simulators.add(started);
    return started;
  }

  /** The accounts, as the hub has to know them. */
  Map<AccountRef, ObjectNode> accounts() throws Exception {
    Map<AccountRef, ObjectNode> accounts = new LinkedHashMap<>();
    for (Recording visitor : visitors) {
      accounts.put(visitor.account(), street.settings(visitor.settings()));
    }
    for (Recording desk : desks) {
      accounts.put(desk.account(), office.settings(desk.settings()));
    }
    return accounts;
  }

  /** To each desk, from whom. */
  Map<AccountRef, List<AccountRef>> routes() {
    Map<AccountRef, List<AccountRef>> routes = new LinkedHashMap<>();
    for (int i = 0; i < visitors.size(); i++) {
      routes
          .computeIfAbsent(deskOf(i).account(), desk -> new ArrayList<>())
          .add(visitors.get(i).account());
    }
    return routes;
  }

  private Recording visitorOf(int chat) {
    return visitors.get(chat % visitors.size());
  }

  private Recording deskOf(int chat) {
    return desks.get(chat % visitors.size() % desks.size());
  }

  /** From now on they write to a hub there. */
  void begin(int port) {
    caller = new Caller(port, CONNECTIONS);
  }

  void tell(Arrivals newArrivals) {
    arrivals = newArrivals;
  }

  /**
   * Lets somebody write.
   *
   * @param due when they wanted to, by {@link System#nanoTime}: what they wait from. Not zero
   * @return false when what was written there before is still under way; nothing is done then
   */
  boolean write(Way way, int chat, long due) {
    if (!underWay(way).compareAndSet(chat, 0, due)) {
      return false;
    }
    written.increment();
    Recording recording = way == Way.TO_DESK ? visitorOf(chat) : deskOf(chat);
    Buffer body = recording.body().body(chat, messages.getAndIncrement());
    long called = System.nanoTime();
    caller.run(() ->
        caller
            .call(recording, body)
            .onComplete(answer -> {
              answers.recordValue(micros(called));
              if (!answer.succeeded() || answer.result() != 200) {
                refused.increment();
                underWay(way).set(chat, 0);
              }
            }));
    return true;
  }

  private void arrived(Way way, int chat) {
    long due = chat < CHATS ? underWay(way).getAndSet(chat, 0) : 0;
    if (due != 0) {
      micros.recordValue(micros(due));
      arrived.increment();
      arrivals.arrived(way, chat);
    } else {
      unexpected.increment();
    }
  }

  private static long micros(long since) {
    return Math.clamp((System.nanoTime() - since) / 1000, 0, SLOWEST_MICROS);
  }

  private AtomicLongArray underWay(Way way) {
    return switch (way) {
      case TO_DESK -> toDesk;
      case TO_VISITOR -> toVisitor;
    };
  }

  /** How many webhooks were not answered 200. */
  long refused() {
    return refused.sum();
  }

  /** How many calls came for a chat in which nothing was under way: copies. */
  long doubled() {
    return unexpected.sum();
  }

  /** How many messages have arrived. */
  long arrived() {
    return arrived.sum();
  }

  /** How many are on their way, or lost. */
  long underWay() {
    return written.sum() - arrived.sum() - refused.sum();
  }

  /** How long messages took that have arrived since this was asked last. */
  Histogram takeMicros() {
    Histogram taken = micros;
    micros = new ConcurrentHistogram(SLOWEST_MICROS, 3);
    return taken;
  }

  /** The same of webhooks, until the hub had taken them. */
  Histogram takeAnswers() {
    Histogram taken = answers;
    answers = new ConcurrentHistogram(SLOWEST_MICROS, 3);
    return taken;
  }

  @Override
  public void close() {
    if (caller != null) {
      caller.close();
    }
    street.close();
    office.close();
    simulators.forEach(PlatformSimulator::close);
  }
}
