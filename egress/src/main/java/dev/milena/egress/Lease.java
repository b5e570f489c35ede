package dev.milena.egress;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the partitions are surely ours. The group gives them to another when it has not heard
 * from us for the session timeout; each commit that it accepts proves that it has. No call begins
 * without that proof, not even in a process that was frozen.
 *
 * <p>Calls may take longer than the proof lasts. What may be made twice is cut off with the lease;
 * of what may not, it is written down how long it may be under way, and the next owner leaves that
 * conversation alone until then. So no two owners speak in one conversation at once. Thread-safe.
 */
final class Lease {
  /** How soon a call that found no lease asks again: commits come once a second. */
  static final Duration ASK_AGAIN = Duration.ofMillis(200);

  /**
   * Room for a clock that runs unevenly, and for noticing that the lease is over ({@link
   * Bounds#LOOK}).
   */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final long termNanos;
  private final LongSupplier nanos;
  private volatile boolean held;
  private volatile long since;

  Lease(Duration session, LongSupplier nanos) {
    this.termNanos = session.minus(MARGIN).toNanos();
    this.nanos = nanos;
  }

  /** The group has accepted something that we sent it at that time. */
  void renewed(long atNanos) {
    if (!held || atNanos - since > 0) {
      since = atNanos;
      held = true;
    }
  }

  /** Whether the partitions are surely ours now. */
  boolean isHeld() {
    return held && nanos.getAsLong() - since <= termNanos;
  }
}
