package dev.milena.egress;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the partitions are surely ours. The group gives them to another when it has not heard
 * from us for the session timeout; each commit that it accepts proves that it has. No call starts
 * that could outlast the proof, so that two owners never speak for one account at once, not even
 * after this process was frozen. Thread-safe.
 */
final class Lease {
  /** How soon a call that found no lease asks again: commits come once a second. */
  static final Duration ASK_AGAIN = Duration.ofMillis(200);

  /**
   * Room for a clock that runs unevenly and a record that is still on its way when the call has
   * ended.
   */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final long sessionNanos;
  private final LongSupplier nanos;
  private volatile boolean held;
  private volatile long since;

  Lease(Duration session, LongSupplier nanos) {
    this.sessionNanos = session.minus(MARGIN).toNanos();
    this.nanos = nanos;
  }

  /** The group has accepted something that we sent it at that time. */
  void renewed(long atNanos) {
    if (!held || atNanos - since > 0) {
      since = atNanos;
      held = true;
    }
  }

  /** Whether a call that takes that long ends while the partitions are still ours. */
  boolean covers(Duration call) {
    return held && nanos.getAsLong() - since + call.toNanos() <= sessionNanos;
  }
}
