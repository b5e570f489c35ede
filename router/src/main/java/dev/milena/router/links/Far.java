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
 * @param room whether many read there what many write, so that each message says who wrote it and
 *     where: what was linked by hand, and the one place that a route leads everybody to. The two
 *     ends of a link that a route has opened know each other.
 */
public record Far(
    UUID id, ConversationRef ref, Optional<String> thread, boolean desk, boolean room) {
  /** The same, where both ends know who writes. */
  public Far acquainted() {
    return new Far(id, ref, thread, desk, false);
  }

  public Address address() {
    return Address.of(ref).inThread(thread);
  }

  /** Names it in the ids of commands. */
  public String name() {
    return thread.map(t -> ref.key() + "#" + Keys.join(t)).orElseGet(ref::key);
  }
}
