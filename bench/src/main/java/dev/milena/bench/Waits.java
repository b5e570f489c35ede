package dev.milena.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How the bench's own threads wait. */
final class Waits {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private Waits() {}

  /** Something that may not be so yet, and that may be asked again and again. */
  @FunctionalInterface
  interface Fact {
    boolean holds() throws Exception;
  }

  static void rest(Duration time) {
    rest(System.nanoTime() + time.toNanos());
  }

  /**
   * @param until by {@link System#nanoTime}
   */
  static void rest(long until) {
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /**
   * Looks until it is so, or no longer.
   *
   * @return whether it has become so
   */
  static boolean until(Duration most, Fact fact) throws Exception {
    long until = System.nanoTime() + most.toNanos();
    while (!fact.holds()) {
      if (System.nanoTime() > until) {
        return false;
      }
      rest(LOOK_AGAIN);
    }
    return true;
  }
}
