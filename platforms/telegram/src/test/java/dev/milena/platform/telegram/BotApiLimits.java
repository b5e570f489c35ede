package dev.milena.platform.telegram;

import dev.milena.platform.testkit.CallBurst;
import dev.milena.platform.testkit.CallWindow;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How much a bot may send: 30 calls in any second, in each chat one a second with short bursts, in
 * each group 20 in any minute. Whoever breaks a limit is told how long to wait, and waits that long
 * in that chat whatever else happens.
 */
final class BotApiLimits {
  private static final long SECOND = 1_000_000_000L;
  private static final int NO_BOUND = Integer.MAX_VALUE;
  private static final int PER_SECOND = 30;
  private static final int BURST = 5;
  private static final int PER_MINUTE = 20;

  private final CallWindow bot = new CallWindow(PER_SECOND, Duration.ofSeconds(1));
  private final Map<String, CallBurst> chats = new HashMap<>();
  private final Map<String, CallWindow> groups = new HashMap<>();
  private final Map<String, Long> banned = new HashMap<>();

  /** Counts a call; gives the seconds to wait if it is one too many, else 0. */
  synchronized int count(String chat, long now) {
    long ban = Math.ceilDiv(Math.max(0, banned.getOrDefault(chat, now) - now), SECOND);
    if (ban > 0) {
      return (int) ban;
    }
    CallBurst inChat = chats.computeIfAbsent(chat, _ -> new CallBurst(BURST));
    CallWindow inGroup =
        groups.computeIfAbsent(
            chat,
            _ -> new CallWindow(isGroup(chat) ? PER_MINUTE : NO_BOUND, Duration.ofMinutes(1)));
    int wait =
        Math.max(bot.waitSeconds(now), Math.max(inChat.waitSeconds(now), inGroup.waitSeconds(now)));
    if (wait > 0) {
      banned.put(chat, now + wait * SECOND);
      return wait;
    }
    bot.count(now);
    inChat.count();
    inGroup.count(now);
    return 0;
  }

  private static boolean isGroup(String chat) {
    return chat.startsWith("-");
  }
}
