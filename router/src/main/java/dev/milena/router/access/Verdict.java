package dev.milena.router.access;

import java.util.Optional;

/** Whether an event may pass. */
public sealed interface Verdict {
  /** It may. */
  record Allowed() implements Verdict {}

  /**
   * It may not.
   *
   * @param reason {@code chat_not_allowed}, {@code sender_not_allowed} or {@code sender_denied}
   * @param rule the account pattern of the rule that says so
   * @param message what to tell the sender; absent: nothing
   */
  record Denied(String reason, String rule, Optional<String> message) implements Verdict {}
}
