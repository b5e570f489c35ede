package dev.milena.bench;

import org.HdrHistogram.Histogram;

/** How long things took, in microseconds. Thread-safe. */
final class Micros {
  /** Whatever takes longer is said to have taken that long. */
  private static final long SLOWEST = 60_000_000;

  private static final int DIGITS = 3;

  private final org.HdrHistogram.Recorder recorder = new org.HdrHistogram.Recorder(SLOWEST, DIGITS);

  /**
   * @param from when it began, by {@link System#nanoTime}; it ends now
   */
  void since(long from) {
    recorder.recordValue(Math.clamp((System.nanoTime() - from) / 1000, 0, SLOWEST));
  }

  /** What has ended since this was asked last. */
  Histogram take() {
    return recorder.getIntervalHistogram();
  }
}
