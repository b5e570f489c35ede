package dev.milena.platform.webim;

/** The simulated desk's limit of calls: a bucket that fills steadily. Thread-safe. */
final class SimulatedPace {
  /** Calls that were paced when they left arrive a little closer together. */
  private static final double JITTER = 1.3;

  private final int perSecond;
  private double left;
  private long at = System.nanoTime();

  SimulatedPace(int perSecond) {
    this.perSecond = perSecond;
    this.left = perSecond * JITTER;
  }

  int perSecond() {
    return perSecond;
  }

  synchronized boolean allows() {
    long now = System.nanoTime();
    left = Math.min(perSecond * JITTER, left + (now - at) / 1e9 * perSecond);
    at = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
