package dev.milena.platform;

import dev.milena.model.Account;
import dev.milena.model.Command;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The way out: plans commands, and makes one call at a time. Never waits, never retries: pacing is
 * the hub's.
 */
public interface OutboundConnector {
  /** Longest call that egress waits for where the platform names no other bound. */
  Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(15);

  /** Key of the platform. */
  String platform();

  /**
   * What can be asked of an account. Pure.
   *
   * @throws dev.milena.model.Json.UnreadableException when the account's settings are wrong
   */
  Set<Capability> capabilities(Account account);

  /**
   * The calls that carry out a command. Pure and deterministic: a new owner plans the same command
   * again and must find the same steps under the same numbers. Message references are resolved and
   * attachments have a URL, or are the account's own, before this is called.
   *
   * @throws dev.milena.model.Json.UnreadableException when the account's settings are wrong
   */
  Plan plan(Account account, Command command);

  /**
   * Makes one call and says what is known of it. Expected outcomes are values; a failure of the
   * {@code Uni} is a defect.
   *
   * @param earlier what the earlier steps of the command brought, by name: see {@link
   *     DeliveryResult.Delivered}
   */
  Uni<DeliveryResult> deliver(Account account, Step step, Map<String, String> earlier);

  /**
   * Looks for what a call has left behind of which nobody knows whether it was done: by a marker
   * that it carried, or in the history of the chat. Asked before a call that is not repeatable is
   * made again. Changes nothing at the platform, and takes no longer than {@link #callTimeout}.
   * Fails with {@link CallFailure} when the platform does not answer: then it is asked again.
   *
   * @param command what the call belongs to
   * @param since before this the call was not made
   */
  default Uni<Reconciliation> reconcile(
      Account account, Command command, Step step, Instant since) {
    return Uni.createFrom().item(new Reconciliation.Untold());
  }

  /**
   * How long after a call the platform tells by itself that it was made: by a status that names the
   * call, see {@link dev.milena.model.DeliveryReport#call}. For so long that is waited for before a
   * call is made again of which nobody knows whether it was done. Zero: it tells nothing.
   */
  default Duration tellsWithin(Account account) {
    return Duration.ZERO;
  }

  /** Longest that one call may take, be it one with files. */
  default Duration callTimeout() {
    return DEFAULT_CALL_TIMEOUT;
  }

  /**
   * Longest that this call may take. One without files has to be answered sooner: when an egress
   * dies, the conversation of a call under way waits until that would have ended.
   */
  default Duration callTimeout(Step step) {
    Duration longest = callTimeout();
    return step.request().fetchesFiles() || longest.compareTo(DEFAULT_CALL_TIMEOUT) < 0
        ? longest
        : DEFAULT_CALL_TIMEOUT;
  }
}
