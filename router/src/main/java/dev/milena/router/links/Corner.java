package dev.milena.router.links;

import dev.milena.model.Conversation;
import dev.milena.model.Event;
import dev.milena.router.store.Ids;
import java.util.Optional;
import java.util.UUID;

/**
 * Where somebody speaks: a conversation, or a thread of it.
 *
 * @param thread empty: the conversation as a whole
 */
public record Corner(UUID conversation, String thread) {
  public static Optional<Corner> of(Event event) {
    return event.conversation().map(c -> of(event, c));
  }

  private static Corner of(Event event, Conversation conversation) {
    return new Corner(
        Ids.conversation(conversation.ref(event.account())), conversation.thread().orElse(""));
  }
}
