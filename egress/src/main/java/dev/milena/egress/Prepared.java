package dev.milena.egress;

import dev.milena.model.Account;
import dev.milena.model.Command;
import dev.milena.model.Delivery;
import dev.milena.platform.OutboundConnector;
import dev.milena.platform.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a command comes to before anything is sent. */
sealed interface Prepared {
  /**
   * Calls can be made.
   *
   * @param along commands behind this one that the same call carries out
   */
  record Ready(
      Account account,
      OutboundConnector connector,
      Command command,
      Plan.Steps plan,
      List<Album.Part> along)
      implements Prepared {
    /** The same calls, for a command and others behind it. */
    Ready with(Command first, List<Album.Part> others) {
      return new Ready(account, connector, first, plan, others);
    }
  }

  /** More of its album may be on its way: it waits, that long at most. */
  record Incomplete(Duration atMost) implements Prepared {}

  /** It was brought to its end before, by us or by an owner before us. */
  record DoneBefore() implements Prepared {}

  /**
   * It belongs to somebody whom the hub has forgotten since: it ends here, without a word of it.
   */
  record Forgotten() implements Prepared {}

  /** It ends here, without a call. */
  record Settled(Command command, Delivery.Result result, String reason) implements Prepared {}

  /** Nobody here knows the account yet: all that goes there waits, that long at most. */
  record AccountUnknown(Duration atMost) implements Prepared {}

  /** Nobody here knows the type of command yet: this conversation waits, that long at most. */
  record TypeUnknown(Duration atMost) implements Prepared {}

  /** The account's settings cannot be used: all that goes there waits until they change. */
  record Unusable(Account account, Command command, String reason) implements Prepared {}

  /**
   * It will never be sent like this: it is set aside, and its conversation goes on.
   *
   * @param command absent where the record holds none
   */
  record Hopeless(Optional<Command> command, String cause) implements Prepared {}
}
