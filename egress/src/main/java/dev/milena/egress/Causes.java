package dev.milena.egress;

import dev.milena.platform.DeliveryResult.Scope;

/**
 * The words by which egress itself explains a delivery, beside those of {@link
 * dev.milena.platform.Reasons}.
 */
final class Causes {
  /** It had not begun by its deadline. */
  static final String DEADLINE = "deadline";

  /** It could not be done for so long that its text would soon be gone. */
  static final String HORIZON = "horizon";

  /** Nobody here knows the account. */
  static final String UNKNOWN_ACCOUNT = "unknown_account";

  /** Nobody here knows the type of command. */
  static final String UNKNOWN_TYPE = "unknown_type";

  /** The record holds no command. */
  static final String UNREADABLE = "unreadable";

  /** The command names another account than the key under which it lies. */
  static final String MISROUTED = "misrouted";

  /** The connector failed where it must not: somebody has to mend it. */
  static final String DEFECT = "defect";

  /** The account's settings cannot be read. */
  static final String SETTINGS = "settings";

  /** An owner before began the call and is gone. */
  static final String TAKEN_OVER = "taken_over";

  /** The platform wants the conversation to be left alone. */
  static final String CONVERSATION_LIMIT = "conversation_limit";

  /** The platform wants the account to be left alone. */
  static final String ACCOUNT_LIMIT = "account_limit";

  /** An operator dropped it while it was parked. */
  static final String DROPPED = "dropped";

  private Causes() {}

  static String limit(Scope scope) {
    return switch (scope) {
      case CONVERSATION -> CONVERSATION_LIMIT;
      case ACCOUNT -> ACCOUNT_LIMIT;
    };
  }

  /** What {@link #limit} has made a word of. */
  static Scope scope(String limit) {
    return limit.equals(ACCOUNT_LIMIT) ? Scope.ACCOUNT : Scope.CONVERSATION;
  }
}
