package dev.milena.model;

import java.util.Optional;

/**
 * Where a command goes.
 *
 * @param platform key of the platform
 * @param account local name of the account that does it
 * @param workspace see {@link ConversationRef#workspace()}
 * @param conversation the platform's id of the chat
 * @param thread the thread inside it
 */
public record Address(
    String platform,
    String account,
    Optional<String> workspace,
    String conversation,
    Optional<String> thread) {
  public Address {
    Words.require(platform, "platform");
    Words.require(account, "account name");
    Words.require(conversation, "conversation id");
  }

  public static Address of(ConversationRef ref) {
    return new Address(
        ref.account().platform(),
        ref.account().name(),
        ref.workspace(),
        ref.id(),
        Optional.empty());
  }

  public AccountRef accountRef() {
    return new AccountRef(platform, account);
  }

  public ConversationRef ref() {
    return new ConversationRef(accountRef(), workspace, conversation);
  }

  /** The same account, another chat or thread. */
  public Address in(String newConversation) {
    return new Address(platform, account, workspace, newConversation, thread);
  }

  public Address inThread(Optional<String> newThread) {
    return new Address(platform, account, workspace, conversation, newThread);
  }
}
