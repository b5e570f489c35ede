package dev.milena.egress;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Something that a call may have to wait for, with those who wait for it in their order. Confined
 * to the dock's thread.
 */
abstract class Gate {
  /** No time is known: somebody will call {@link #wake()}. */
  static final long UNTIL_WOKEN = Long.MAX_VALUE;

  private final Timekeeper time;
  private final Consumer<Turn> retry;
  private final PriorityQueue<Turn> waiting = new PriorityQueue<>();
  private long alarm = UNTIL_WOKEN;

  Gate(Timekeeper time, Consumer<Turn> retry) {
    this.time = time;
    this.retry = retry;
  }

  /** How long this turn would have to wait if nobody were before it; 0: not at all. */
  abstract long waitNanos(Turn turn);

  /** Takes what the call uses up. */
  void take(Turn turn) {}

  /** Whether what is waited for concerns one conversation, and not the account as a whole. */
  abstract boolean narrow();

  /** Whether the turn may pass now: it is open, and nobody who goes first is waiting. */
  boolean passes(Turn turn) {
    Turn first = first();
    return (first == null || turn.compareTo(first) <= 0) && waitNanos(turn) == 0;
  }

  void queue(Turn turn) {
    waiting.add(turn);
    arm();
  }

  boolean isEmpty() {
    return first() == null;
  }

  private Turn first() {
    while (!waiting.isEmpty() && waiting.peek().isOver()) {
      waiting.poll();
    }
    return waiting.peek();
  }

  /** Lets through who may pass now. */
  void wake() {
    for (Turn next = first(); next != null && waitNanos(next) == 0; next = first()) {
      waiting.poll();
      retry.accept(next);
    }
    arm();
  }

  private void arm() {
    Turn first = first();
    long wait = first == null ? UNTIL_WOKEN : waitNanos(first);
    if (wait == UNTIL_WOKEN) {
      return;
    }
    long at = time.nanos() + wait;
    if (alarm == UNTIL_WOKEN || at - alarm < 0) {
      alarm = at;
      time.after(Duration.ofNanos(wait), () -> ring(at));
    }
  }

  /** An alarm that a sooner one has replaced stays silent. */
  private void ring(long at) {
    if (alarm == at) {
      alarm = UNTIL_WOKEN;
      wake();
    }
  }
}
