package dev.milena.platform.discord;

import java.util.HashMap;
import java.util.Map;

/**
 * Limits of the simulated API: five calls in five seconds for each kind of call in each channel.
 */
final class DiscordLimits {
  private static final int CALLS = 5;
  private static final double WINDOW_SECONDS = 5;

  private final double windowSeconds;
  private final Map<String, Window> windows = new HashMap<>();

  private static final class Window {
    private long beganAt;
    private int used;
  }

  DiscordLimits(double pace) {
    this.windowSeconds = WINDOW_SECONDS * pace;
  }

  /**
   * What a call is told of its limit.
   *
   * @param refused it is used up
   */
  record Left(boolean refused, double resetAfter, Map<String, String> headers) {}

  synchronized Left take(String place, String kind) {
    Window window = windows.computeIfAbsent(place + " " + kind, _ -> new Window());
    long now = System.nanoTime();
    double age = (now - window.beganAt) / 1e9;
    if (window.used == 0 || age >= windowSeconds) {
      window.beganAt = now;
      window.used = 0;
      age = 0;
    }
    boolean refused = window.used >= CALLS;
    window.used += refused ? 0 : 1;
    double left = Math.max(0.001, windowSeconds - age);
    return new Left(
        refused,
        left,
        Map.of(
            "X-RateLimit-Limit", Integer.toString(CALLS),
            "X-RateLimit-Remaining", Integer.toString(CALLS - window.used),
            "X-RateLimit-Reset-After", String.format(java.util.Locale.ROOT, "%.3f", left),
            "X-RateLimit-Bucket", Integer.toHexString(kind.hashCode())));
  }
}
