package dev.milena.egress;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps the calls of an account back while its platform answers nobody, and has one at a time find
 * out whether it does again: a circuit breaker.
 *
 * <pre>
 *            no answer in several conversations, one after the other
 *   CLOSED ──────────────────────────────────────────────────────▶ OPEN ◀──────┐
 *      ▲                                                             │ pause   │ no answer:
 *      │                                                             ▼         │ a longer pause
 *      └────────────── any answer, a refusal included ◀────────── one call ────┘
 * </pre>
 *
 * <p>So an outage costs one call a minute and account instead of one for each conversation that has
 * something to say, and what was never tried cannot be doubled. Confined to the dock's thread.
 */
final class Breaker extends Gate {
  /**
   * Conversations that must go without an answer in a row. One alone may have a call that the
   * platform always breaks on, and shall hold up nobody.
   */
  static final int CONVERSATIONS = 3;

  private final Timekeeper time;
  private final Backoff backoff;
  private final Set<String> unanswered = new HashSet<>();
  private boolean open;
  private int failures;
  private long until;
  private Optional<Turn> trial = Optional.empty();

  Breaker(Timekeeper time, Consumer<Turn> retry, Backoff backoff) {
    super(time, retry);
    this.time = time;
    this.backoff = backoff;
  }

  boolean isOpen() {
    return open;
  }

  /**
   * A call of that conversation ended, and nobody said anything.
   *
   * @return whether that makes it shut
   */
  boolean unanswered(String conversation) {
    if (unanswered.size() < CONVERSATIONS) {
      unanswered.add(conversation);
    }
    if (open && isTrial(conversation)) {
      shut(backoff.after(failures++));
    } else if (!open && unanswered.size() == CONVERSATIONS) {
      open = true;
      failures = 1;
      shut(backoff.after(0));
      return true;
    }
    return false;
  }

  private boolean isTrial(String conversation) {
    return trial.filter(turn -> turn.wish().conversation().equals(conversation)).isPresent();
  }

  private void shut(Duration pause) {
    until = time.nanos() + pause.toNanos();
  }

  /**
   * A call was answered.
   *
   * @return whether that is news
   */
  boolean answered() {
    boolean news = open;
    unanswered.clear();
    open = false;
    trial = Optional.empty();
    if (news) {
      wake();
    }
    return news;
  }

  /** A turn is over, with or without a call: if it was the one that tries, another may. */
  void done(Turn turn) {
    if (trial.filter(t -> t == turn).isPresent()) {
      trial = Optional.empty();
      wake();
    }
  }

  @Override
  long waitNanos(Turn turn) {
    if (!open) {
      return 0;
    }
    return trial.isPresent() ? UNTIL_WOKEN : Math.max(0, until - time.nanos());
  }

  @Override
  void take(Turn turn) {
    if (open) {
      trial = Optional.of(turn);
    }
  }

  @Override
  boolean narrow() {
    return false;
  }
}
