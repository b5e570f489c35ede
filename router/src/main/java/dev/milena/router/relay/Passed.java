package dev.milena.router.relay;

import dev.milena.model.Command;
import dev.milena.router.links.Far;
import dev.milena.router.store.Ids;
import java.util.List;
import java.util.UUID;

/**
 * A message that was passed on: what it was, where it went, and the id of the command that takes it
 * there.
 */
public record Passed(Reference origin, Far far, UUID command) {
  Passed(Reference origin, Far far, Command command) {
    this(origin, far, Ids.command(command.id()));
  }

  Copy copy() {
    return new Copy(far.id(), far.thread().orElse(""), command, List.of());
  }
}
