package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * Something the hub wants done on a platform.
 *
 * @param id names its cause and target: see {@link CommandIds}
 * @param to where
 * @param action what
 * @param priority its class, and so its topic
 * @param deadline when it stops making sense: not begun by then, it is dropped and reported
 * @param idempotencyKey the caller's own key, if the command came over the API
 * @param cause id of the event that brought it about
 * @param again present when the router may have sent this command before: when it first saw the
 *     cause. Egress then looks the command up in the deliveries since
 */
public record Command(
    String id,
    Address to,
    Action action,
    Priority priority,
    Optional<Instant> deadline,
    Optional<String> idempotencyKey,
    Optional<String> cause,
    Optional<Instant> again) {

  /** What stands before the type of every command. */
  public static final String TYPE_PREFIX = "dev.milena.command.";

  public Command {
    Words.require(id, "command id");
    Words.requirePart(to, "address to");
    Words.requirePart(action, "command type");
    priority = priority == null ? Priority.REPLY : priority;
  }

  public static Command of(String id, Address to, Action action) {
    return new Command(
        id,
        to,
        action,
        Priority.REPLY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Reads the plain JSON form, in which the action's parts stand beside the rest. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Command read(ObjectNode plain) {
    return Envelopes.command(plain);
  }

  @JsonValue
  ObjectNode plain() {
    return Envelopes.plain(this);
  }

  /** The CloudEvents type. */
  public String type() {
    return TYPE_PREFIX + action.typeName();
  }

  /** The Kafka key. */
  public String key() {
    return to.ref().key();
  }

  public Command with(Action other) {
    return new Command(id, to, other, priority, deadline, idempotencyKey, cause, again);
  }

  public Command to(Address other) {
    return new Command(id, other, action, priority, deadline, idempotencyKey, cause, again);
  }
}
