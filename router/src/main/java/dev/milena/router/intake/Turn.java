package dev.milena.router.intake;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;

/**
 * A batch's place among the batches of its channel. While one is being appended the next one is
 * worked on already; it is sent only once the one before is done.
 *
 * <pre>
 *  work ──▶ before done? ──at its first try──▶ send ──▶ done
 *   ▲            └──────────not so──────────┐
 *   └───────────────────────────────────────┘
 * </pre>
 *
 * What failed while it was being sent is worked on anew, behind the back of the next batch: so that
 * one discards its own work and begins again.
 */
final class Turn {
  private final CompletableFuture<Boolean> before;
  private final CompletableFuture<Void> sending = new CompletableFuture<>();
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  private Turn(CompletableFuture<Boolean> before) {
    this.before = before;
  }

  static Turn first() {
    return new Turn(CompletableFuture.completedFuture(true));
  }

  Turn next() {
    return new Turn(done);
  }

  /** Whether the batch before is done: what is worked out from now on may be sent. */
  boolean hasCome() {
    return before.isDone();
  }

  /** Done when the batch before is: whether what was worked out meanwhile may be sent. */
  Uni<Boolean> come() {
    return Uni.createFrom().completionStage(before);
  }

  /** Done when the next batch may be worked on. */
  Uni<Void> nextMayBegin() {
    return Uni.createFrom().completionStage(sending);
  }

  /** From now on the next batch may be worked on. */
  void sending() {
    sending.complete(null);
  }

  /** It failed. Only what failed while it was being sent concerns the next batch. */
  boolean hasBegunToSend() {
    return sending.isDone();
  }

  /**
   * Sent, or somebody else's.
   *
   * @param firstTry whether nothing failed since the next batch began
   */
  void done(boolean firstTry) {
    sending.complete(null);
    done.complete(firstTry);
  }
}
