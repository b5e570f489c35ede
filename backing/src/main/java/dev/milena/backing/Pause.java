package dev.milena.backing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waiting for something outside this JVM that gives no notice: another process's lock, end, or
 * answer.
 */
final class Pause {
  /** Short beside what is waited for (tenths of a second), long beside what one look costs. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private Pause() {}

  /** Whether it became true within the time. */
  static boolean until(BooleanSupplier fact, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!fact.getAsBoolean()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      shortly();
    }
    return true;
  }

  static void shortly() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackingException("Interrupted while starting or stopping.", e);
    }
  }
}
