package dev.milena.egress;

import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A limit of the platform: a sliding window that is counted where the platform counts.
 *
 * <p>Nobody here knows when a call arrives. It may be held up on its way; surely it was there when
 * its answer came. So a call takes a permit when it begins, and the permit comes back when the
 * limit's time has passed since the <em>answer</em>. Two calls that have the same permit arrive at
 * least that far apart, and no stretch of that time sees more calls than there are permits, however
 * long each was under way.
 *
 * <p>Within that, calls begin at an even pace, but for a burst after a rest. Else what is less
 * urgent would spend all permits at once, and a reply that comes next would wait for the rest of
 * the limit's time.
 *
 * <p>Whoever takes over begins without permits, since nobody knows what the owner before has just
 * used; a window that is first needed later has got them back in between. Confined to the dock's
 * thread.
 */
final class Window extends Gate {
  /**
   * A limit that lets a call through more rarely than this is taken to be one conversation's; an
   * account's are faster.
   */
  private static final Duration NARROW = Duration.ofSeconds(1);

  private final Timekeeper time;
  private final Toll toll;
  private final long perNanos;
  private final long stepNanos;
  private final long opensAt;

  /** When the permits of calls that are over come back: the next one first. */
  private final Deque<Long> back = new ArrayDeque<>();

  private int underWay;

  /** When the next call would begin if all kept an even pace. */
  private long due;

  /**
   * @param emptyAtNanos when the dock was taken over
   */
  Window(Timekeeper time, Consumer<Turn> retry, Toll toll, long emptyAtNanos) {
    super(time, retry);
    this.time = time;
    this.toll = toll;
    this.perNanos = toll.per().toNanos();
    this.stepNanos = Math.ceilDiv(perNanos, toll.permits());
    this.opensAt = emptyAtNanos + perNanos;
    this.due = time.nanos();
  }

  @Override
  long waitNanos(Turn turn) {
    long now = time.nanos();
    long wait = Math.max(opensAt - now, due - (toll.burst() - 1) * stepNanos - now);
    if (underWay + outstanding(now) >= toll.permits()) {
      if (back.isEmpty()) {
        return UNTIL_WOKEN;
      }
      wait = Math.max(wait, back.getFirst() - now);
    }
    return Math.max(0, wait);
  }

  /** How many permits come back later. */
  private int outstanding(long now) {
    while (!back.isEmpty() && back.getFirst() - now <= 0) {
      back.removeFirst();
    }
    return back.size();
  }

  @Override
  void take(Turn turn) {
    long now = time.nanos();
    due = (due - now > 0 ? due : now) + stepNanos;
    underWay++;
  }

  /** A call is over: by now it has arrived, if ever. */
  void over() {
    underWay--;
    back.addLast(time.nanos() + perNanos);
    wake();
  }

  /** A call was not made after all. */
  void unused() {
    underWay--;
    wake();
  }

  @Override
  boolean narrow() {
    return toll.per().dividedBy(toll.permits()).compareTo(NARROW) >= 0;
  }

  /** Whether nobody waits here and no call is under way. */
  boolean isSettled() {
    return isEmpty() && underWay == 0;
  }

  /** Whether it is as good as a new one. */
  boolean isAsNew() {
    long now = time.nanos();
    return isSettled() && outstanding(now) == 0 && due - now <= 0;
  }
}
