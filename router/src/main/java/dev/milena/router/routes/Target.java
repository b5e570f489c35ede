package dev.milena.router.routes;

import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.model.Keys;
import java.util.List;
import java.util.Optional;

/** Where a route leads. */
public sealed interface Target {
  /** Opens a conversation there, for each conversation one, and links the two. */
  record ToAccount(AccountRef account) implements Target {
    @Override
    public String text() {
      return account.key();
    }
  }

  /** That very conversation, or thread of it; nothing is linked. */
  record ToConversation(ConversationRef conversation, Optional<String> thread) implements Target {
    @Override
    public AccountRef account() {
      return conversation.account();
    }

    @Override
    public String text() {
      return conversation.key() + thread.map(t -> "#" + Keys.join(t)).orElse("");
    }
  }

  /** As it stands in files and in the API: see {@link #parse}. */
  String text();

  AccountRef account();

  /**
   * Reads {@code platform/account}, {@code platform/account/[workspace/]id} or the latter with
   * {@code #thread}; each part percent-encoded.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static Target parse(String text) {
    int hash = text.indexOf('#');
    String key = hash < 0 ? text.strip() : text.substring(0, hash).strip();
    if (Keys.split(key).size() == 2) {
      return new ToAccount(AccountRef.parse(key));
    }
    List<String> thread = hash < 0 ? List.of() : Keys.split(text.substring(hash + 1));
    return new ToConversation(ConversationRef.parse(key), thread.stream().findFirst());
  }
}
