package dev.milena.platform.slack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How often an app may call: each method so often in any minute, a message a second in each channel
 * with short bursts. Guarded by its app.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Rate limits, read 2026-11-21</a>
 */
final class SlackApiLimits {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final int BURST = 5;
  private static final int MESSAGES_PER_MINUTE = 300;
  private static final Set<String> TIER_2 = Set.of("reactions.remove");
  private static final Set<String> TIER_3 =
      Set.of(
          "chat.update",
          "chat.delete",
          "reactions.add",
          "conversations.history",
          "conversations.replies");

  private final Map<String, Deque<Long>> windows = new HashMap<>();
  private final Map<String, Double> debts = new HashMap<>();
  private final Map<String, Long> debtsAt = new HashMap<>();

  /** Counts a call; gives the seconds to wait if it is one too many, else 0. */
  int count(String method, String channel, long now) {
    boolean message = method.equals("chat.postMessage");
    int wait = inWindow(method, now);
    if (wait == 0 && message) {
      wait = inChannel(channel, now);
    }
    if (wait == 0) {
      windows.get(method).add(now);
      if (message) {
        debts.merge(channel, 1.0, Double::sum);
      }
    }
    return wait;
  }

  private static int perMinute(String method) {
    if (method.equals("chat.postMessage")) {
      return MESSAGES_PER_MINUTE;
    }
    return TIER_2.contains(method) ? 20 : TIER_3.contains(method) ? 50 : 100;
  }

  private int inWindow(String method, long now) {
    Deque<Long> calls = windows.computeIfAbsent(method, _ -> new ArrayDeque<>());
    while (!calls.isEmpty() && now - calls.peekFirst() >= MINUTE) {
      calls.removeFirst();
    }
    return calls.size() < perMinute(method) ? 0 : seconds(calls.peekFirst() + MINUTE - now);
  }

  private int inChannel(String channel, long now) {
    long since = now - debtsAt.getOrDefault(channel, now);
    double debt = Math.max(0, debts.getOrDefault(channel, 0.0) - (double) since / SECOND);
    debts.put(channel, debt);
    debtsAt.put(channel, now);
    return debt + 1 > BURST ? (int) Math.ceil(debt + 1 - BURST) : 0;
  }

  private static int seconds(long nanos) {
    return (int) Math.max(1, Math.ceilDiv(nanos, SECOND));
  }
}
