package dev.milena.platform;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is known of a call: it was done, it was not, or nobody knows. Reasons are words from the
 * fixed vocabulary of {@link Reasons} and never quote the platform.
 */
public sealed interface DeliveryResult {
  /**
   * Done.
   *
   * @param messageIds what the platform calls the outcome; empty where it does not say
   * @param brought values that later steps of the same command need, by the name of their
   *     placeholder
   */
  record Delivered(List<String> messageIds, Map<String, String> brought) implements DeliveryResult {
    public Delivered {
      messageIds = List.copyOf(messageIds);
      brought = Map.copyOf(brought);
    }

    public static Delivered as(String messageId) {
      return new Delivered(List.of(messageId), Map.of());
    }

    public static Delivered unnamed() {
      return new Delivered(List.of(), Map.of());
    }
  }

  /** Not done: leave {@code scope} alone for that long. */
  record Throttled(Duration retryAfter, Scope scope) implements DeliveryResult {}

  /** Not done: the request did not get there whole. */
  record Unreached(String reason) implements DeliveryResult {}

  /**
   * Not done, and trying again would not help.
   *
   * @param operatorNeeded whether someone must change a permission or a setting (the account itself
   *     stays in use)
   */
  record Rejected(String reason, boolean operatorNeeded) implements DeliveryResult {
    public static Rejected because(String reason) {
      return new Rejected(reason, false);
    }
  }

  /** Nobody knows: the request went out, and no answer came. */
  record Unconfirmed(String reason) implements DeliveryResult {}

  /** Not done: the chat is now another one. The link is mended and the command sent once more. */
  record Readdressed(String conversation) implements DeliveryResult {}

  /** Not done: the platform refuses the account. It is held until its record changes. */
  record Misconfigured(String reason) implements DeliveryResult {}

  /** How far a platform's "slow down" reaches. */
  enum Scope {
    CONVERSATION,
    ACCOUNT
  }
}
