package dev.milena.platform.telegram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How much a bot may send: 30 calls in any second, in each chat one a second with short bursts, in
 * each group 20 in any minute. Whoever breaks a limit is told how long to wait, and waits that long
 * in that chat whatever else happens.
 */
final class BotApiLimits {
  private static final long SECOND = 1_000_000_000L;
  private static final int PER_SECOND = 30;
  private static final int BURST = 5;
  private static final int PER_MINUTE = 20;

  private final Deque<Long> bot = new ArrayDeque<>();
  private final Map<String, Double> debts = new HashMap<>();
  private final Map<String, Long> debtsAt = new HashMap<>();
  private final Map<String, Deque<Long>> groups = new HashMap<>();
  private final Map<String, Long> banned = new HashMap<>();

  /** Counts a call; gives the seconds to wait if it is one too many, else 0. */
  synchronized int count(String chat, long now) {
    int ban = seconds(banned.getOrDefault(chat, now) - now);
    if (ban > 0) {
      return ban;
    }
    int wait = Math.max(inWindow(bot, now, SECOND, PER_SECOND), inChat(chat, now));
    if (chat.startsWith("-")) {
      wait =
          Math.max(
              wait,
              inWindow(
                  groups.computeIfAbsent(chat, _ -> new ArrayDeque<>()),
                  now,
                  60 * SECOND,
                  PER_MINUTE));
    }
    if (wait > 0) {
      banned.put(chat, now + wait * SECOND);
      return wait;
    }
    bot.add(now);
    debts.merge(chat, 1.0, Double::sum);
    debtsAt.put(chat, now);
    if (chat.startsWith("-")) {
      groups.get(chat).add(now);
    }
    return 0;
  }

  private int inChat(String chat, long now) {
    long since = now - debtsAt.getOrDefault(chat, now);
    double debt = Math.max(0, debts.getOrDefault(chat, 0.0) - (double) since / SECOND);
    debts.put(chat, debt);
    debtsAt.put(chat, now);
    return debt + 1 > BURST ? (int) Math.ceil(debt + 1 - BURST) : 0;
  }

  private static int inWindow(Deque<Long> calls, long now, long window, int most) {
    while (!calls.isEmpty() && now - calls.peekFirst() >= window) {
      calls.removeFirst();
    }
    return calls.size() < most ? 0 : seconds(calls.peekFirst() + window - now);
  }

  private static int seconds(long nanos) {
    return (int) Math.ceilDiv(Math.max(0, nanos), SECOND);
  }
}
