package dev.milena.router.api;

import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;

/** Reads what names something of the hub, and blames the field where it cannot be read. */
public final class Refs {
  private Refs() {}

  /**
   * @param text {@code platform/account/[workspace/]id}, each part percent-encoded
   */
  public static ConversationRef conversation(String field, String text) {
    try {
      return ConversationRef.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(
          field, "must be platform/account/id, each part percent-encoded");
    }
  }

  /**
   * @param text {@code platform/name}
   */
  public static AccountRef account(String field, String text) {
    try {
      return AccountRef.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(field, Words.ACCOUNT_SAYS);
    }
  }
}
