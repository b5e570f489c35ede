package dev.milena.egress;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after failures in a row: doubling, up to a bound, and never quite the same
 * twice.
 */
final class Backoff {
  /** More doublings than fit between any two sensible bounds. */
  private static final int DOUBLINGS_MAX = 30;

  private final Duration first;
  private final Duration longest;
  private final double jitter;
  private final DoubleSupplier dice;

  /**
   * @param dice evenly from 0 to 1
   */
  Backoff(Duration first, Duration longest, double jitter, DoubleSupplier dice) {
    this.first = first;
    this.longest = longest;
    this.jitter = jitter;
    this.dice = dice;
  }

  /**
   * @param failures how many there were before this one
   */
  Duration after(int failures) {
    double doubled = first.toNanos() * Math.pow(2, Math.min(failures, DOUBLINGS_MAX));
    double bounded = Math.min(doubled, longest.toNanos());
    return Duration.ofNanos((long) (bounded * (1 + jitter * (2 * dice.getAsDouble() - 1))));
  }
}
