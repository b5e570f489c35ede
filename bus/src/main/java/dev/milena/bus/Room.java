package dev.milena.bus;

import java.util.concurrent.atomic.AtomicLong;

/** A bound on bytes that is taken before and given back after. Never waits. Thread-safe. */
final class Room {
  private final long max;
  private final AtomicLong taken = new AtomicLong();

  Room(long max) {
    this.max = max;
  }

  /**
   * Takes the bytes if they fit, or if nobody else has taken any: what is larger than the bound
   * must pass, too.
   */
  boolean take(long bytes) {
    long before;
    do {
      before = taken.get();
      if (before > 0 && before + bytes > max) {
        return false;
      }
    } while (!taken.compareAndSet(before, before + bytes));
    return true;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }

  long max() {
    return max;
  }
}
