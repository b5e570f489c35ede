package dev.milena.router.relay;

import dev.milena.model.ConversationRef;
import dev.milena.model.MessageRef;
import dev.milena.router.links.Far;
import java.util.List;
import java.util.Optional;

/**
 * A message and what it is elsewhere.
 *
 * @param ours whether a command of ours sent it
 * @param origin where it was written first: the message itself, unless it is ours
 * @param where the conversation of the origin, where the message is ours and was passed on
 * @param copies what that became in other conversations
 */
public record Trail(
    boolean ours, Reference origin, Optional<ConversationRef> where, List<Copy> copies) {

  static Trail unknown(Reference message) {
    return new Trail(false, message, Optional.empty(), List.of());
  }

  /** Whether it was written first at the other end. */
  boolean isFrom(Far far) {
    return ours && origin.conversation().equals(far.id());
  }

  /** The message as it is named at the other end; absent where it is not there. */
  Optional<MessageRef> at(Far far) {
    if (isFrom(far)) {
      return Optional.of(MessageRef.known(origin.message()));
    }
    return copies.stream()
        .filter(c -> c.target().equals(far.id()) && c.thread().equals(far.thread().orElse("")))
        .findFirst()
        .map(Copy::ref);
  }
}
