package dev.milena.platform.whatsapp;

import dev.milena.platform.testkit.CallWindow;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What the simulated Graph API lets a number do: 80 messages a second, and one in a while to each
 * person, of which 45 may be borrowed at once. Not thread-safe.
 */
final class GraphApiLimits {
  private static final int PER_SECOND = 80;
  private static final int BORROWED_MAX = 45;
  private static final double NANOS = 1e9;

  private final CallWindow number = new CallWindow(PER_SECOND, Duration.ofSeconds(1));
  private final Map<String, Debt> pairs = new HashMap<>();
  private final double pauseSeconds;

  /** What was sent to one person before its time. */
  private static final class Debt {
    private double messages;
    private long at;
  }

  /**
   * @param pauseSeconds between two messages to one person, in the long run
   */
  GraphApiLimits(double pauseSeconds) {
    this.pauseSeconds = pauseSeconds;
  }

  /** Counts a message, or fails. */
  void count(String person, long now) {
    int wait = number.waitSeconds(now);
    if (wait > 0) {
      throw GraphApiError.tooMany(130429, wait);
    }
    Debt debt = pairs.computeIfAbsent(person, _ -> new Debt());
    double paid = (now - debt.at) / NANOS / pauseSeconds;
    debt.messages = Math.max(0, debt.messages - paid);
    debt.at = now;
    if (debt.messages + 1 > BORROWED_MAX) {
      throw GraphApiError.tooMany(131056, (int) Math.max(1, Math.ceil(pauseSeconds)));
    }
    debt.messages++;
    number.count(now);
  }
}
