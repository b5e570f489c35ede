package dev.milena.model;

import java.util.List;
import java.util.Optional;

/**
 * Names a chat as one account sees it. Order holds per conversation: its {@link #key()} is the
 * Kafka key on every topic.
 *
 * @param account the account that sees the chat
 * @param workspace present where ids are unique only inside it, as in a Telegram business
 *     connection
 * @param id the platform's id of the chat, exactly as on the wire
 */
public record ConversationRef(AccountRef account, Optional<String> workspace, String id) {
  public ConversationRef {
    if (id == null || id.isEmpty()) {
      throw new IllegalArgumentException("The conversation id is missing");
    }
  }

  public static ConversationRef of(AccountRef account, String id) {
    return new ConversationRef(account, Optional.empty(), id);
  }

  /** Undoes {@link #key()}. */
  public static ConversationRef parse(String key) {
    List<String> parts = Keys.split(key);
    return switch (parts.size()) {
      case 3 -> of(new AccountRef(parts.get(0), parts.get(1)), parts.get(2));
      case 4 ->
          new ConversationRef(
              new AccountRef(parts.get(0), parts.get(1)), Optional.of(parts.get(2)), parts.get(3));
      default ->
          throw new IllegalArgumentException(
              "A conversation is named platform/account/[workspace/]id, got " + key);
    };
  }

  /** {@code platform/account/[workspace/]id}, each part percent-encoded. */
  public String key() {
    return workspace
        .map(w -> Keys.join(account.platform(), account.name(), w, id))
        .orElseGet(() -> Keys.join(account.platform(), account.name(), id));
  }

  /** The key of what has no conversation: {@code platform/account/~sender}. */
  public static String senderKey(AccountRef account, String sender) {
    return account.key() + "/~" + Keys.join(sender);
  }

  @Override
  public String toString() {
    return key();
  }
}
