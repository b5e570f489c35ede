package dev.milena.egress;

import java.time.Duration;
import java.time.Instant;

/** Time as a dock sees it. Waits go by the monotonic clock, deadlines by the wall clock. */
interface Timekeeper {
  /** Monotonic; only differences mean something. */
  long nanos();

  Instant now();

  /** Runs something after a while, on the thread of the dock. */
  void after(Duration wait, Runnable what);
}
