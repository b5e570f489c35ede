package dev.milena.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for something to be true. */
final class Facts {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Facts() {}

  /** Returns whether it came true in time. */
  static boolean holds(Duration max, BooleanSupplier fact) {
    long until = System.nanoTime() + max.toNanos();
    while (!fact.getAsBoolean()) {
      if (System.nanoTime() > until || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return true;
  }

  /**
   * @throws NotInTimeException when it does not come true
   */
  static void await(String what, Duration max, BooleanSupplier fact) {
    if (!holds(max, fact)) {
      throw new NotInTimeException("Not within " + max.toSeconds() + " s: " + what);
    }
  }

  /** What a fault relies on did not happen: the run is broken, and proves nothing. */
  static final class NotInTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotInTimeException(String message) {
      super(message);
    }
  }
}
