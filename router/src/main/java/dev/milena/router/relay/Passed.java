package dev.milena.router.relay;

import dev.milena.model.Command;
import dev.milena.router.links.Far;
import dev.milena.router.store.Ids;
import java.util.List;

/**
 * A message that was passed on: what it was, where it went, and the command that takes it there.
 */
public record Passed(Reference origin, Far far, Command command) {
  Copy copy() {
    return new Copy(far.id(), far.thread().orElse(""), Ids.command(command.id()), List.of());
  }
}
