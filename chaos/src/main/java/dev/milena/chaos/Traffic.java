package dev.milena.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * People who write all the time: visitors who come, stay for some dozens of messages and go, and
 * operators who answer them. An open loop: nobody waits for the hub.
 */
final class Traffic implements AutoCloseable {
  /**
   * Conversations at a time on all pairs together, and on each at least: with more, each is too
   * quiet to show its order.
   */
  private static final int CHATS = 40;

  private static final int CHATS_MIN = 2;

  /** Then a stranger takes the place: first messages, and the links they make, never end. */
  private static final int STAYS_FOR = 40;

  /** An id beyond 32 bits, as platforms have them. */
  private static final long FIRST_CHAT = 5_600_000_000L;

  private final List<Pair> pairs;
  private final Ledger ledger;
  private final Random random;
  private final Duration pause;
  private final List<Chat> chats = new ArrayList<>();

  /** When somebody was last answered there. */
  private final Map<Pair, Long> answered = new HashMap<>();

  private final Thread writer;
  private long nextChat = FIRST_CHAT;

  /** When the next message is due. */
  private volatile long next;

  private volatile boolean closed;

  private record Chat(Pair pair, Lane toDesk, Lane toVisitor) {
    int written() {
      return toDesk.written() + toVisitor.written();
    }
  }

  Traffic(List<Pair> pairs, Ledger ledger, double perSecond, long seed) {
    this.pairs = pairs;
    this.ledger = ledger;
    this.random = new Random(seed);
    this.pause = Duration.ofNanos(Math.round(1e9 / perSecond));
    this.writer = Thread.ofPlatform().daemon().name("traffic").unstarted(this::write);
  }

  void start() {
    for (int i = 0; i < Math.max(CHATS_MIN, CHATS / pairs.size()); i++) {
      pairs.forEach(p -> chats.add(stranger(p)));
    }
    writer.start();
  }

  private Chat stranger(Pair pair) {
    String id = newConversation(pair);
    return new Chat(
        pair, ledger.open(pair, Pair.Way.TO_DESK, id), ledger.open(pair, Pair.Way.TO_VISITOR, id));
  }

  private void write() {
    next = System.nanoTime();
    while (!closed) {
      one();
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private synchronized void one() {
    int at = random.nextInt(chats.size());
    Chat chat = chats.get(at);
    boolean answer = random.nextBoolean();
    if (chat.written() >= STAYS_FOR) {
      chat = stranger(chat.pair());
      chats.set(at, chat);
    }
    // An operator answers whom they see.
    Lane lane =
        answer && chat.toDesk().anySeen() && mayAnswer(chat.pair())
            ? chat.toVisitor()
            : chat.toDesk();
    lane.write(1, ledger.during());
    next += pause.toNanos();
  }

  /**
   * What is answered in haste waits for a slow platform's pace, and is slow under no fault of ours.
   */
  private boolean mayAnswer(Pair pair) {
    long now = System.nanoTime();
    Duration apart = pair.visitors().simulator().answersApart();
    Long before = answered.get(pair);
    boolean may = before == null || now - before >= apart.toNanos();
    if (may) {
      answered.put(pair, now);
    }
    return may;
  }

  /** Nobody else writes meanwhile, nor makes up for it afterwards all at once. */
  synchronized void alone(Runnable deed) {
    deed.run();
    next = System.nanoTime();
  }

  /** A conversation of a fault's own, in which nobody else writes. */
  synchronized Lane lane(Pair pair, Pair.Way way, String conversation) {
    return ledger.open(pair, way, conversation);
  }

  synchronized String newConversation(Pair pair) {
    return pair.visitors().simulator().conversation(nextChat++);
  }

  @Override
  public void close() {
    stop();
  }

  /** Nobody writes any more. */
  void stop() {
    closed = true;
    LockSupport.unpark(writer);
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
