package dev.milena.platform.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a platform repeats what the hub did not take.
 *
 * @param waits before the first repetition, the second, and so on; the last one is used again and
 *     again
 * @param horizon after this long it gives up; zero: it never repeats
 * @param retryAfterMax longest {@code Retry-After} of the hub that it follows; zero: it follows
 *     none
 */
public record RetryRule(List<Duration> waits, Duration horizon, Duration retryAfterMax) {
  /** What is not taken is gone. */
  public static final RetryRule NEVER = new RetryRule(List.of(), Duration.ZERO, Duration.ZERO);

  public RetryRule {
    waits = List.copyOf(waits);
    if (waits.isEmpty() && !horizon.isZero()) {
      throw new IllegalArgumentException("Whoever repeats waits before, be it for no time");
    }
  }

  /**
   * How long to wait before the next try; empty: no more.
   *
   * @param tries so many were made
   * @param age so long ago was the first
   * @param retryAfter what the hub asked for
   */
  Optional<Duration> next(int tries, Duration age, Optional<Duration> retryAfter) {
    if (horizon.isZero() || age.compareTo(horizon) > 0) {
      return Optional.empty();
    }
    Duration own = waits.get(Math.min(tries, waits.size()) - 1);
    return Optional.of(
        retryAfter
            .filter(_ -> !retryAfterMax.isZero())
            .map(r -> r.compareTo(retryAfterMax) > 0 ? retryAfterMax : r)
            .orElse(own));
  }
}
