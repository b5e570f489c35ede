package dev.milena.egress;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after failures in a row: each time a multiple of the time before, up to a bound,
 * and never quite the same twice.
 */
final class Backoff {
  /** More steps than fit between any two sensible bounds. */
  private static final int STEPS_MAX = 30;

  private final Duration first;
  private final int factor;
  private final Duration longest;
  private final double jitter;
  private final DoubleSupplier dice;

  /**
   * @param factor by which each pause is longer than the one before
   * @param dice evenly from 0 to 1
   */
  Backoff(Duration first, int factor, Duration longest, double jitter, DoubleSupplier dice) {
    this.first = first;
    this.factor = factor;
    this.longest = longest;
    this.jitter = jitter;
    this.dice = dice;
  }

  /**
   * @param failures how many there were before this one
   */
  Duration after(int failures) {
    double grown = first.toNanos() * Math.pow(factor, Math.min(failures, STEPS_MAX));
    double bounded = Math.min(grown, longest.toNanos());
    return Duration.ofNanos((long) (bounded * (1 + jitter * (2 * dice.getAsDouble() - 1))));
  }
}
