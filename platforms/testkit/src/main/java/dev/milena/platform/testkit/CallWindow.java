package dev.milena.platform.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A limit of a platform: so many calls in any stretch of time. Not thread-safe. */
public final class CallWindow {
  private final int most;
  private final long perNanos;
  private final Deque<Long> calls = new ArrayDeque<>();

  public CallWindow(int most, Duration per) {
    this.most = most;
    this.perNanos = per.toNanos();
  }

  /** Full seconds until one more call may come; 0: now. */
  public int waitSeconds(long now) {
    while (!calls.isEmpty() && now - calls.peekFirst() >= perNanos) {
      calls.removeFirst();
    }
    return calls.size() < most
        ? 0
        : (int) Math.max(1, Math.ceilDiv(calls.peekFirst() + perNanos - now, 1_000_000_000L));
  }

  /** A call has come. */
  public void count(long now) {
    calls.add(now);
  }
}
