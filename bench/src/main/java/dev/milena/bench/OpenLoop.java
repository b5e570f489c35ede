package dev.milena.bench;

import dev.milena.bench.Conversations.Way;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * Messages at a fixed rate, both ways in turn, whatever becomes of them: who is kept waiting does
 * not keep others from writing, and each message counts from when it was due, not from when there
 * was time to send it. So a stall shows in every message that it delayed.
 */
final class OpenLoop {
  /** What has not come by then is called missing. */
  private static final Duration ARRIVAL_MAX = Duration.ofSeconds(10);

  private final Conversations conversations;
  private int next;

  /**
   * What a rate has shown.
   *
   * @param due messages that people wanted to write
   * @param refused webhooks that were not answered 200
   * @param missing messages that could not be written, since their chat's last one was still under
   *     way, or have not arrived in time
   * @param behind how long the last ones took to arrive after all were written
   * @param micros how long each took, from when it was due
   */
  record Result(long due, long refused, long missing, Duration behind, Histogram micros) {
    /** Everything was taken and has arrived, and no more than so much was left at the end. */
    boolean holds(Duration behindMax) {
      return refused == 0 && missing == 0 && behind.compareTo(behindMax) <= 0;
    }
  }

  OpenLoop(Conversations conversations) {
    this.conversations = conversations;
    conversations.tell((way, chat) -> {});
  }

  Result run(double perSecond, Duration time) throws Exception {
    conversations.settle(ARRIVAL_MAX);
    conversations.takeMicros();
    long refused = conversations.refused();
    long due = Math.round(perSecond * time.toNanos() / 1e9);
    long busy = 0;
    long from = System.nanoTime();
    for (long i = 0; i < due; i++) {
      long at = from + Math.round(i / perSecond * 1e9);
      Waits.rest(at);
      busy += write(at) ? 0 : 1;
    }
    long over = System.nanoTime();
    long missing = conversations.settle(ARRIVAL_MAX);
    Duration behind = Duration.ofNanos(System.nanoTime() - over);
    return new Result(
        due, conversations.refused() - refused, busy + missing, behind, conversations.takeMicros());
  }

  private boolean write(long at) {
    int turn = next++ & Integer.MAX_VALUE;
    int chats = conversations.chats();
    int chat = turn / 2 % chats;
    // The answer goes to a chat far from the one that asks: to one that rests.
    return turn % 2 == 0
        ? conversations.write(Way.TO_DESK, chat, at)
        : conversations.write(Way.TO_VISITOR, (chat + chats / 2) % chats, at);
  }
}
