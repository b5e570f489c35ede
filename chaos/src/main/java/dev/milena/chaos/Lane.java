package dev.milena.chaos;

import dev.milena.model.ConversationRef;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One direction of one conversation: what was sent, and what people at its other end see. Order is
 * promised within it. Thread-safe.
 */
final class Lane {
  private final Pair pair;
  private final Pair.Way way;
  private final String conversation;
  private final Kind kind;
  private final List<Sent> sent = new ArrayList<>();
  private final List<Integer> seen = new ArrayList<>();
  private int shownBefore;
  private int pending;

  /** What is sent here. */
  enum Kind {
    /** What people write. */
    WRITTEN(""),
    /** What has a deadline: it leaves before, or is dropped and reported. */
    EXPIRING("b"),
    /** What is parked on its way before anything is done, and set in motion again. */
    REPLAYED("p");

    private final String tag;

    Kind(String tag) {
      this.tag = tag;
    }
  }

  /** A message, from when it is sent. */
  static final class Sent {
    private final String during;
    private final long at;

    /** Null until somebody sees it. */
    private Duration took;

    Sent(String during, long at) {
      this.during = during;
      this.at = at;
    }

    /** The fault under which it was sent. */
    String during() {
      return during;
    }

    /** How long until somebody saw it. */
    Optional<Duration> took() {
      return Optional.ofNullable(took);
    }
  }

  Lane(Pair pair, Pair.Way way, String conversation, Kind kind) {
    this.pair = pair;
    this.way = way;
    this.conversation = conversation;
    this.kind = kind;
  }

  String conversation() {
    return conversation;
  }

  Place from() {
    return pair.from(way);
  }

  Place to() {
    return pair.to(way);
  }

  /** Where its messages arrive. */
  ConversationRef ref() {
    return ConversationRef.of(to().account(), conversation);
  }

  /** The same, as deliveries name it. */
  String key() {
    return ref().key();
  }

  boolean mayExpire() {
    return kind == Kind.EXPIRING;
  }

  /**
   * Whether its messages are parked until somebody acts. Their calls did nothing, so that one in
   * doubt excuses no copy.
   */
  boolean waitsForPeople() {
    return kind == Kind.REPLAYED;
  }

  /** What stands before its numbers. */
  String tag() {
    return kind.tag;
  }

  /** Lets somebody write a message of so many marks. */
  synchronized void write(int marks, String during) {
    from().simulator().write(from().account(), conversation, announce(marks, during));
  }

  /** Counts a message that is sent by another way than by a person; returns its text. */
  synchronized String announce(int marks, String during) {
    int from = sent.size();
    long now = System.nanoTime();
    for (int i = 0; i < marks; i++) {
      sent.add(new Sent(during, now));
    }
    pending += marks;
    return Marks.write(kind.tag, from, marks);
  }

  /** Looks at what people see now. */
  void look() {
    see(shown(), System.nanoTime());
  }

  /** What people at its other end see now, of all lanes that end there. */
  List<Shown> shown() {
    return to().simulator().shown(to().account(), conversation);
  }

  synchronized void see(List<Shown> shown, long now) {
    for (Shown message : shown.subList(Math.min(shownBefore, shown.size()), shown.size())) {
      for (int number : Marks.read(kind.tag, message.text())) {
        seen.add(number);
        if (number < sent.size() && sent.get(number).took == null) {
          sent.get(number).took = Duration.ofNanos(now - sent.get(number).at);
          pending--;
        }
      }
    }
    shownBefore = Math.max(shownBefore, shown.size());
  }

  /** Messages on their way; nobody waits for what may expire. */
  synchronized int pending() {
    return mayExpire() ? 0 : pending;
  }

  /** Of those, what was sent before that time. */
  synchronized long pending(long before) {
    return pending() == 0
        ? 0
        : sent.stream().filter(s -> s.took == null && s.at - before < 0).count();
  }

  /** Messages that nobody has seen, also of those that may expire. */
  synchronized int unseen() {
    return pending;
  }

  synchronized int written() {
    return sent.size();
  }

  synchronized boolean anySeen() {
    return !seen.isEmpty();
  }

  synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }

  synchronized Audit audit() {
    return Audit.of(sent.size(), List.copyOf(seen));
  }

  @Override
  public String toString() {
    return from().account().key() + "/" + conversation + " → " + to().account().key();
  }
}
