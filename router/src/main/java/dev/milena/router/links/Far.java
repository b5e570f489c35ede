package dev.milena.router.links;

import dev.milena.model.Address;
import dev.milena.model.ConversationRef;
import dev.milena.model.Keys;
import java.util.Optional;
import java.util.UUID;

/**
 * The other end of a link, or of several in a row.
 *
 * @param id of the conversation
 * @param thread inside it; absent: the conversation as a whole
 * @param desk whether the hub opened it to hand somebody's messages over
 */
public record Far(UUID id, ConversationRef ref, Optional<String> thread, boolean desk) {
  public Address address() {
    return Address.of(ref).inThread(thread);
  }

  /** Names it in the ids of commands. */
  public String name() {
    return thread.map(t -> ref.key() + "#" + Keys.join(t)).orElseGet(ref::key);
  }
}
