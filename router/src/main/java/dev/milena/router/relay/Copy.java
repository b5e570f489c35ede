package dev.milena.router.relay;

import dev.milena.model.MessageRef;
import dev.milena.router.store.Ids;
import java.util.List;
import java.util.UUID;

/**
 * What a message became elsewhere.
 *
 * @param target the conversation it went to
 * @param thread inside it; empty: the conversation as a whole
 * @param command what sent it
 * @param ids what the platform calls it there; empty: not known yet
 */
public record Copy(UUID target, String thread, UUID command, List<String> ids) {

  /**
   * One known id names it whatever the lane still remembers. None yet, or several parts, only the
   * command names them together.
   */
  MessageRef ref() {
    return ids.size() == 1
        ? MessageRef.known(ids.getFirst())
        : new MessageRef.SentBy(Ids.command(command));
  }
}
