package dev.milena.egress;

import dev.milena.model.Delivery;
import dev.milena.platform.DeliveryResult.Scope;
import java.time.Duration;

/**
 * What an owner before has left behind that makes us wait, as its deliveries tell. Confined to the
 * dock's thread.
 */
final class Predecessor {
  private final Timekeeper time;
  private final Pacing pacing;
  private final Duration longestCall;
  private final Duration longestWait;

  /**
   * @param longestCall how long a call may be under way where that is not written down: older
   *     versions did not
   * @param longestWait no wait makes sense beyond that
   */
  Predecessor(Timekeeper time, Pacing pacing, Duration longestCall, Duration longestWait) {
    this.time = time;
    this.pacing = pacing;
    this.longestCall = longestCall;
    this.longestWait = longestWait;
  }

  /** It was told to wait: so are we. */
  void wasTold(Delivery delivery) {
    if (delivery.result() == Delivery.Result.THROTTLED) {
      String limit = delivery.reason().orElse(Causes.CONVERSATION_LIMIT);
      stop(delivery, Causes.scope(limit), delivery.retryAfterMs().orElse(0L));
    }
  }

  /**
   * It began a call and has not said what came of it. It may be alive, and merely out of touch: its
   * conversation is left alone until the call is surely over.
   */
  void began(Delivery delivery) {
    stop(delivery, Scope.CONVERSATION, delivery.withinMs().orElseGet(longestCall::toMillis));
  }

  private void stop(Delivery delivery, Scope scope, long millis) {
    Duration wait = Duration.ofMillis(Math.clamp(millis, 0, longestWait.toMillis()));
    Duration left = Duration.between(time.now(), delivery.at().plus(wait));
    if (left.isPositive()) {
      pacing.stop(delivery.to().accountRef(), delivery.key(), scope, left);
    }
  }
}
