package dev.milena.egress;

import dev.milena.model.Delivery;
import dev.milena.platform.DeliveryResult.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is to be done after a call. */
sealed interface Verdict {
  /** The step is done. */
  record Forward(List<String> messageIds, Map<String, String> brought) implements Verdict {}

  /** The same call once more, after a while. */
  record Again(Delivery.Result because, String reason, Duration pause, boolean mayDouble)
      implements Verdict {}

  /** The same call, when the platform lets us. */
  record Wait(Duration retryAfter, Scope scope) implements Verdict {}

  /** The same call without formatting, at once. */
  record Plainer() implements Verdict {}

  /** The same command to another chat, at once. */
  record Move(String conversation) implements Verdict {}

  /** The same call, when the account has been mended. */
  record Hold(String reason) implements Verdict {}

  /** It will never work. */
  record Reject(String reason) implements Verdict {}

  /** Set aside until someone acts. */
  record Park(Delivery.Result because, String reason) implements Verdict {}
}
