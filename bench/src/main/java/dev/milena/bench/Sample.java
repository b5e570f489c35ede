package dev.milena.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one side showed in one round.
 *
 * @param perSecond units of work that succeeded in a second
 * @param other units that did not succeed
 * @param micros how long each took
 * @param cpu what the measured process used meanwhile, per unit that succeeded: hardly changes with
 *     what else the machine does
 */
record Sample(double perSecond, long other, Histogram micros, Duration cpu) {
  double cpuMicros() {
    return cpu.toNanos() / 1000.0;
  }

  double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1000.0;
  }
}
