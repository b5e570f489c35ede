package dev.milena.egress;

import dev.milena.model.AccountRef;
import dev.milena.model.Priority;
import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A wish to make one call. Ordered by who goes first: replies before notifications before bulk, and
 * within a class who has waited longest.
 */
final class Turn implements Comparable<Turn> {
  private static final Comparator<Turn> ORDER =
      Comparator.comparing(Turn::priority).thenComparingLong(turn -> turn.wish.ticket());

  /** What the wish is about. */
  record Wish(
      AccountRef account, String conversation, Priority priority, long ticket, List<Toll> tolls) {}

  /** Who hears what comes of it. Called on the dock's thread. */
  interface Waiter {
    /** It may go now; all that it needs is taken for it, and {@link Pacing#done} gives it back. */
    void granted(Turn turn);

    /** It has to wait about that long, for something that concerns it alone. */
    void waitsAlone(Duration about);
  }

  private final Wish wish;
  private final Waiter waiter;
  private boolean over;
  private boolean used;

  Turn(Wish wish, Waiter waiter) {
    this.wish = wish;
    this.waiter = waiter;
  }

  Wish wish() {
    return wish;
  }

  private Priority priority() {
    return wish.priority();
  }

  Waiter waiter() {
    return waiter;
  }

  /** Granted, or given up. */
  boolean isOver() {
    return over;
  }

  /** Takes the wish back; does nothing once granted. */
  void giveUp() {
    over = true;
  }

  void grant() {
    over = true;
    waiter.granted(this);
  }

  /** Its call was made. */
  void use() {
    used = true;
  }

  boolean isUsed() {
    return used;
  }

  @Override
  public int compareTo(Turn other) {
    return ORDER.compare(this, other);
  }
}
