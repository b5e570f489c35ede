package dev.milena.platform.testkit;

/** A limit of a platform: one call a second, and some at once after a rest. Not thread-safe. */
public final class CallBurst {
  private static final double NANOS = 1e9;

  private final int most;
  private double debt;
  private long debtAt;

  /**
   * @param most at once
   */
  public CallBurst(int most) {
    this.most = most;
  }

  /** Full seconds until one more call may come; 0: now. */
  public int waitSeconds(long now) {
    debt = debt > 0 ? Math.max(0, debt - (now - debtAt) / NANOS) : 0;
    debtAt = now;
    return debt + 1 > most ? (int) Math.ceil(debt + 1 - most) : 0;
  }

  /** A call has come. */
  public void count() {
    debt++;
  }
}
