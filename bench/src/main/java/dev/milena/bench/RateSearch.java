package dev.milena.bench;

/**
 * The highest rate that holds, found by halving: between one that held, or nothing, and one that
 * did not.
 */
final class RateSearch {
  /** Whether so many a second are carried. */
  @FunctionalInterface
  interface Trial {
    boolean holds(double perSecond) throws Exception;
  }

  /**
   * Where a machine of the kind is sure to be too slow: so much more than what it was seen to do.
   */
  private static final double BEYOND = 1.5;

  private RateSearch() {}

  /**
   * @param seen about what it carries, as it was seen to do; above zero
   * @param trials how often it is tried; the first time with what was seen
   * @return the highest rate that held, or zero
   */
  static double highest(double seen, int trials, Trial trial) throws Exception {
    double held = 0;
    double failed = BEYOND * seen;
    double next = seen;
    for (int i = 0; i < trials; i++) {
      if (trial.holds(next)) {
        held = next;
      } else {
        failed = next;
      }
      next = (held + failed) / 2;
    }
    return held;
  }
}
