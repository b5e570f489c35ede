package dev.milena.router.api.decisions;

import dev.milena.router.api.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A place in the list of decisions, the latest first. A whole batch is decided at one moment, so
 * that the time alone does not tell them apart.
 */
record Position(Instant at, String event) {
  private static final char BETWEEN = '_';

  /** The clock of another router may be ahead of ours. */
  private static final Duration AHEAD = Duration.ofDays(1);

  /** Before all of them. */
  static Position start() {
    return new Position(Instant.now().plus(AHEAD), "");
  }

  static Position of(DecisionView decision) {
    return new Position(decision.at(), decision.event());
  }

  static Position parse(String text) {
    int between = text.indexOf(BETWEEN);
    try {
      return new Position(
          Instant.parse(text.substring(0, Math.max(0, between))), text.substring(between + 1));
    } catch (DateTimeParseException e) {
      throw ProblemException.invalid("after", "must be what a page gave as 'next'");
    }
  }

  String text() {
    return at.toString() + BETWEEN + event;
  }
}
