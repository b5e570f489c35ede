package dev.milena.router.relay;

import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.CommandIds;
import dev.milena.model.Event;
import dev.milena.model.Participant;
import dev.milena.model.Priority;
import java.time.Instant;
import java.util.Optional;

/**
 * An event that may go on, and what its commands have in common.
 *
 * @param replay how often an operator had it played again
 * @param again when it was first seen, where its commands may have been sent before
 * @param sender who it is from, also where the event itself does not say
 */
public record Passing(
    Event event, int replay, Optional<Instant> again, Optional<Participant> sender) {

  /**
   * A command that this event causes. The same event, purpose and target give the same id.
   *
   * @param purpose what sets it apart from other commands to the same target
   * @param name of the target
   */
  public Command command(String purpose, String name, Address to, Action action) {
    return command(purpose, name, to, action, Optional.empty());
  }

  Command command(
      String purpose, String name, Address to, Action action, Optional<Instant> deadline) {
    return new Command(
        CommandIds.of(event.id(), replay, purpose, name),
        to,
        action,
        Priority.REPLY,
        deadline,
        Optional.empty(),
        Optional.of(event.id()),
        again);
  }

  /** A command to where the event comes from. */
  public Optional<Command> back(String purpose, Action action) {
    return event
        .conversation()
        .map(c ->
            command(
                purpose,
                c.ref(event.account()).key(),
                Address.of(c.ref(event.account())).inThread(c.thread()),
                action));
  }
}
