package dev.milena.bench;

import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/** Messages under way, at most one in each chat, and how long those took that arrived. */
final class UnderWay {
  /** By {@link System#nanoTime}; 0: nothing is. */
  private final AtomicLongArray since;

  private final Micros micros = new Micros();

  UnderWay(int chats) {
    since = new AtomicLongArray(chats);
  }

  /**
   * @param from what it waits from, by {@link System#nanoTime}
   * @return false when the chat's last one is still under way; this one is not, then
   */
  boolean begin(int chat, long from) {
    return since.compareAndSet(chat, 0, from == 0 ? 1 : from);
  }

  /**
   * It has arrived.
   *
   * @return false when nothing is under way there
   */
  boolean end(int chat) {
    long from = chat < since.length() ? since.getAndSet(chat, 0) : 0;
    if (from != 0) {
      micros.since(from);
    }
    return from != 0;
  }

  /** It will not arrive. */
  void giveUp(int chat) {
    since.set(chat, 0);
  }

  /** How long those took that have arrived since this was asked last. */
  Histogram takeMicros() {
    return micros.take();
  }
}
