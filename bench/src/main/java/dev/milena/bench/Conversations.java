package dev.milena.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/**
 * Visitors of many accounts and the operators who answer them, each a chat with at most one message
 * under way in each direction: a message has arrived when the hub calls the other platform for that
 * chat. Thread-safe.
 */
final class Conversations implements AutoCloseable {
  private static final int CONNECTIONS = 64;

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
  private final Crowd crowd;
  private final UnderWay toDesk;
  private final UnderWay toVisitor;
  private final Micros answers = new Micros();
  private final AtomicLong messages = new AtomicLong();
  private final LongAdder written = new LongAdder();
  private final LongAdder arrived = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder unexpected = new LongAdder();
  private volatile Arrivals arrivals = (way, chat) -> {};
  private Caller caller;

  Conversations(Crowd crowd) throws Exception {
    this.crowd = crowd;
    this.toDesk = new UnderWay(crowd.chats());
    this.toVisitor = new UnderWay(crowd.chats());
    PlatformSimulator visitorsAt = start(false);
    PlatformSimulator desksAt = start(true);
    street = new Sink(visitorsAt.baseUrl(), chat -> arrived(Way.TO_VISITOR, chat));
    office = new Sink(desksAt.baseUrl(), chat -> arrived(Way.TO_DESK, chat));
    try (Recorder recorder = new Recorder()) {
      for (int i = 0; i < crowd.accounts(); i++) {
        visitors.add(
            recorder.record(visitorsAt, new AccountRef(visitorsAt.platform(), "shop" + i)));
      }
      for (int i = 0; i < crowd.desks(); i++) {
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

  /** How many chats there are, counted from 0. */
  int chats() {
    return crowd.chats();
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
   * @param due when they wanted to, by {@link System#nanoTime}: what they wait from
   * @return false when what was written there before is still under way; nothing is done then
   */
  boolean write(Way way, int chat, long due) {
    if (!underWay(way).begin(chat, due)) {
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
              answers.since(called);
              answered.increment();
              if (!answer.succeeded() || answer.result() != 200) {
                refused.increment();
                underWay(way).giveUp(chat);
              }
            }));
    return true;
  }

  private void arrived(Way way, int chat) {
    if (underWay(way).end(chat)) {
      arrived.increment();
      arrivals.arrived(way, chat);
    } else {
      unexpected.increment();
    }
  }

  private UnderWay underWay(Way way) {
    return switch (way) {
      case TO_DESK -> toDesk;
      case TO_VISITOR -> toVisitor;
    };
  }

  /** How many webhooks were not answered 200. */
  long refused() {
    return refused.sum();
  }

  /** How many webhooks nobody has answered yet. */
  long unanswered() {
    return written.sum() - answered.sum();
  }

  /** How many calls came for a chat in which nothing was under way: copies. */
  long doubled() {
    return unexpected.sum();
  }

  /** How many messages have arrived. */
  long arrived() {
    return arrived.sum();
  }

  /**
   * Waits until nothing is on its way any more, or no longer than so.
   *
   * @return how many are still on their way, or lost
   */
  long settle(Duration most) throws Exception {
    Waits.until(most, () -> underWay() <= 0);
    return underWay();
  }

  /** How many are on their way, or lost. */
  long underWay() {
    return written.sum() - arrived.sum() - refused.sum();
  }

  /** How long messages took that have arrived since this was asked last. */
  Histogram takeMicros() {
    Histogram both = toDesk.takeMicros();
    both.add(toVisitor.takeMicros());
    return both;
  }

  /** The same of webhooks, until the hub had taken them. */
  Histogram takeAnswers() {
    return answers.take();
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
