package dev.milena.router.erasure;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One erasure, as it is kept for those who ask later: who wanted it, when, how much went, and how
 * far it is. Says nothing about whom.
 *
 * @param requestedBy name of the API key
 * @param at what was written up to then is forgotten
 * @param finishedAt absent while something is left to do
 */
public record Erasure(
    UUID id,
    String requestedBy,
    Instant at,
    Step step,
    Extent extent,
    int parked,
    Optional<Instant> finishedAt) {

  /**
   * What is to be done next. Each may be done twice without harm, so that a router that dies leaves
   * nothing but the name of a step.
   *
   * <pre>
   * (rows deleted) ▶ ANNOUNCE ▶ PARKED ▶ TRIM ▶ SWEEP ▶ DONE
   * </pre>
   */
  public enum Step {
    /** Tell egress whom to pass over, and readers of {@code milena.accepted} whom to forget. */
    ANNOUNCE,
    /** Remove parked texts. */
    PARKED,
    /** Wait until the internal topics are done with what was on its way, and hold it no more. */
    TRIM,
    /** Remove parked texts that were on their way. */
    SWEEP,
    /** Nothing is left to do. */
    DONE;

    Step next() {
      return this == DONE ? DONE : values()[ordinal() + 1];
    }
  }

  /** How much of Postgres an erasure takes, or would take. */
  public record Extent(
      int participants, int conversations, int links, int messages, int outcomes, int decisions) {}
}
