package dev.milena.platform.slack;

import dev.milena.platform.testkit.CallBurst;
import dev.milena.platform.testkit.CallWindow;
import java.time.Duration;
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

  private final Map<String, CallWindow> methods = new HashMap<>();
  private final Map<String, CallBurst> channels = new HashMap<>();

  /** Counts a call; gives the seconds to wait if it is one too many, else 0. */
  int count(String method, String channel, long now) {
    boolean message = method.equals("chat.postMessage");
    CallWindow ofMethod =
        methods.computeIfAbsent(
            method, _ -> new CallWindow(perMinute(method), Duration.ofMinutes(1)));
    CallBurst inChannel = channels.computeIfAbsent(channel, _ -> new CallBurst(BURST));
    int wait = Math.max(ofMethod.waitSeconds(now), message ? inChannel.waitSeconds(now) : 0);
    if (wait == 0) {
      ofMethod.count(now);
      if (message) {
        inChannel.count();
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
}
