package dev.milena.egress;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The kinds of gates, but for a platform's limits ({@link Window}) and its outages ({@link
 * Breaker}).
 */
final class Gates {
  private Gates() {}

  /** Shut for a time, or until somebody opens it. */
  static final class Stop extends Gate {
    private final Timekeeper time;
    private final boolean narrow;
    private boolean shut;
    private boolean untilWoken;
    private long until;

    Stop(Timekeeper time, Consumer<Turn> retry, boolean narrow) {
      super(time, retry);
      this.time = time;
      this.narrow = narrow;
    }

    /** Shuts for that long from now; never shortens. */
    void shut(Duration wait) {
      long end = time.nanos() + wait.toNanos();
      if (!isShut() || (!untilWoken && end - until > 0)) {
        until = end;
        untilWoken = false;
        shut = true;
      }
    }

    void shutUntilWoken() {
      shut = true;
      untilWoken = true;
    }

    void open() {
      shut = false;
      wake();
    }

    boolean isShut() {
      return shut && (untilWoken || until - time.nanos() > 0);
    }

    @Override
    long waitNanos(Turn turn) {
      if (!isShut()) {
        return 0;
      }
      return untilWoken ? UNTIL_WOKEN : until - time.nanos();
    }

    @Override
    boolean narrow() {
      return narrow;
    }
  }

  /** So many calls of one account at once. */
  static final class Places extends Gate {
    private int free;

    Places(Timekeeper time, Consumer<Turn> retry, int places) {
      super(time, retry);
      this.free = places;
    }

    @Override
    long waitNanos(Turn turn) {
      return free > 0 ? 0 : UNTIL_WOKEN;
    }

    @Override
    void take(Turn turn) {
      free--;
    }

    void giveBack() {
      free++;
      wake();
    }

    @Override
    boolean narrow() {
      return false;
    }
  }

  /**
   * The calls to one platform at once, shared with the other docks; those run on threads of their
   * own.
   */
  static final class Shared extends Gate {
    private final Slots slots;
    private final Executor dock;

    Shared(Timekeeper time, Consumer<Turn> retry, Slots slots, Executor dock) {
      super(time, retry);
      this.slots = slots;
      this.dock = dock;
    }

    @Override
    long waitNanos(Turn turn) {
      return slots.anyFree() ? 0 : UNTIL_WOKEN;
    }

    /** Another dock may have been faster since {@link #passes} was asked. */
    boolean tryTake() {
      return slots.tryTake();
    }

    void giveBack() {
      slots.giveBack();
    }

    @Override
    void queue(Turn turn) {
      super.queue(turn);
      askToBeTold();
    }

    @Override
    void wake() {
      super.wake();
      askToBeTold();
    }

    void close() {
      slots.forget(this);
    }

    private void askToBeTold() {
      if (!isEmpty()) {
        slots.whenFree(this, () -> dock.execute(this::wake));
      }
    }

    @Override
    boolean narrow() {
      return false;
    }
  }

  /** Whether the partition is surely ours. */
  static final class Owned extends Gate {
    private final Lease lease;

    Owned(Timekeeper time, Consumer<Turn> retry, Lease lease) {
      super(time, retry);
      this.lease = lease;
    }

    @Override
    long waitNanos(Turn turn) {
      return lease.isHeld() ? 0 : Lease.ASK_AGAIN.toNanos();
    }

    @Override
    boolean narrow() {
      return false;
    }
  }
}
