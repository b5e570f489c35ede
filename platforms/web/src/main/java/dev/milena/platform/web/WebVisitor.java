package dev.milena.platform.web;

import dev.milena.model.Account;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationRef;
import dev.milena.model.ConversationType;
import dev.milena.model.Participant;
import java.time.Instant;
import java.util.Optional;

/**
 * Who a token names. Each visitor has one conversation, which has their id.
 *
 * @param until when the token ends
 */
record WebVisitor(String id, Optional<String> name, Instant until) {
  Participant participant() {
    return new Participant(id, name, Optional.empty(), false, false);
  }

  Conversation conversation() {
    return Conversation.of(id, ConversationType.DIRECT);
  }

  ConversationRef conversation(Account account) {
    return ConversationRef.of(account.ref(), id);
  }

  boolean isKnown(Instant now) {
    return now.isBefore(until);
  }

  /** Names belong to people and stay out of logs. */
  @Override
  public String toString() {
    return "WebVisitor[" + id + "]";
  }
}
