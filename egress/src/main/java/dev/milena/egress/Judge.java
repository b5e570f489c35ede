package dev.milena.egress;

import dev.milena.model.Account.Common.Unknown;
import dev.milena.model.Delivery;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.time.Duration;

/**
 * Says what a call's outcome means for its command. Pure, but for the dice in {@link Backoff}.
 *
 * <p>What surely was not done is tried again for as long as its text is kept, once a minute in the
 * end. What may have been done is tried a few times only, since each may double it, and with pauses
 * that grow so fast that those few last for hours.
 */
final class Judge {
  /** What is known of the step before this outcome. */
  record Before(int failures, int resends, boolean plainer, boolean moved) {
    static Before of(Letter letter) {
      return new Before(
          letter.failures(), letter.resends(), letter.isPlainer(), letter.movedTo().isPresent());
    }
  }

  private final Backoff backoff;
  private final Backoff unknownBackoff;
  private final int resendsMax;

  /**
   * @param backoff for calls that were not done, or may be made twice
   * @param unknownBackoff for calls that may have been done and must not be made twice
   * @param resendsMax how often those are
   */
  Judge(Backoff backoff, Backoff unknownBackoff, int resendsMax) {
    this.backoff = backoff;
    this.unknownBackoff = unknownBackoff;
    this.resendsMax = resendsMax;
  }

  Verdict judge(DeliveryResult result, Step step, Before before, Unknown unknown) {
    return switch (result) {
      case DeliveryResult.Delivered(var ids, var brought) -> new Verdict.Forward(ids, brought);
      case DeliveryResult.Throttled(Duration retryAfter, var scope) ->
          new Verdict.Wait(
              retryAfter.isPositive() ? retryAfter : backoff.after(before.failures()), scope);
      case DeliveryResult.Unreached(String reason) ->
          new Verdict.Again(
              Delivery.Result.UNREACHED, reason, backoff.after(before.failures()), false);
      case DeliveryResult.Unconfirmed(String reason) -> unconfirmed(reason, step, before, unknown);
      case DeliveryResult.Rejected(String reason, var ignored) ->
          canGoPlainer(reason, step, before) ? new Verdict.Plainer() : new Verdict.Reject(reason);
      case DeliveryResult.Readdressed(String conversation) ->
          before.moved()
              ? new Verdict.Park(Delivery.Result.READDRESSED, Reasons.CONVERSATION_GONE)
              : new Verdict.Move(conversation);
      case DeliveryResult.Misconfigured(String reason) -> new Verdict.Hold(reason);
    };
  }

  /** Nobody knows yet, and the platform did not say either: it is asked again, not called. */
  Verdict askAgain(String reason, Before before) {
    return new Verdict.Again(
        Delivery.Result.UNCONFIRMED, reason, backoff.after(before.failures()), false);
  }

  private Verdict unconfirmed(String reason, Step step, Before before, Unknown unknown) {
    if (reason.equals(Causes.DEFECT)) {
      return new Verdict.Park(Delivery.Result.UNCONFIRMED, reason);
    }
    if (step.repeatable()) {
      Duration wait = backoff.after(before.failures());
      return new Verdict.Again(Delivery.Result.UNCONFIRMED, reason, wait, false);
    }
    Duration wait = unknownBackoff.after(before.resends());
    return switch (unknown) {
      case PARK -> new Verdict.Park(Delivery.Result.UNCONFIRMED, reason);
      case RESEND ->
          before.resends() < resendsMax
              ? new Verdict.Again(Delivery.Result.UNCONFIRMED, reason, wait, true)
              : new Verdict.Park(Delivery.Result.UNCONFIRMED, reason);
    };
  }

  private static boolean canGoPlainer(String reason, Step step, Before before) {
    return reason.equals(Reasons.UNREADABLE_FORMATTING)
        && step.plainer().isPresent()
        && !before.plainer();
  }
}
