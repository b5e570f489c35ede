package dev.milena.egress;

import dev.milena.bus.AccountTable;
import dev.milena.bus.ErasedTable;
import dev.milena.bus.Parked;
import dev.milena.bus.Records;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Delivery;
import dev.milena.model.Envelopes;
import dev.milena.model.Json;
import dev.milena.platform.Capability;
import dev.milena.platform.OutboundConnector;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes calls of a letter: reads it, looks up what is known of it, and has its platform plan it.
 */
final class Preparation {
  /**
   * What it works with.
   *
   * @param openedAt when the dock was taken over: unknown accounts are waited for from then on, at
   *     the earliest
   */
  record Means(
      AccountTable accounts,
      ErasedTable erased,
      Connectors connectors,
      Enclosures enclosures,
      EgressConfig config,
      Horizon horizon,
      Timekeeper time,
      Instant openedAt) {}

  private final Means means;
  private final History history;

  Preparation(Means means, History history) {
    this.means = means;
    this.history = history;
  }

  /** Fails only when what became of the command before cannot be read. */
  Uni<Prepared> prepare(Letter letter, Text text) {
    if (isForgotten(letter, text)) {
      return Uni.createFrom().item(new Prepared.Forgotten());
    }
    Optional<Prepared.Ready> ready = letter.ready();
    Instant now = means.time().now();
    if (ready.isPresent() && !isOverdue(letter, now)) {
      return Uni.createFrom().item(ready.get());
    }
    Command command;
    try {
      command = Envelopes.command(Records.fromRecord(text.record()));
    } catch (Json.UnreadableException | IllegalArgumentException e) {
      return Uni.createFrom().item(new Prepared.Hopeless(Optional.empty(), Causes.UNREADABLE));
    }
    if (namesLength(command) > Parked.NAMES_MAX) {
      return Uni.createFrom().item(new Prepared.Hopeless(Optional.empty(), Causes.UNREADABLE));
    }
    if (!command.to().accountRef().equals(letter.lane().account())) {
      return Uni.createFrom().item(new Prepared.Hopeless(Optional.of(command), Causes.MISROUTED));
    }
    letter.note(command);
    return past(letter, command)
        .chain(past ->
            past.filter(p -> isOver(letter, p)).isPresent()
                ? Uni.createFrom().item(new Prepared.DoneBefore())
                : prepare(letter, command.to(letter.addressOf(command)), now));
  }

  /**
   * Also when somebody has had it sent again since: then it had been parked, and what became of it
   * later belongs to their order, which comes by itself.
   */
  private static boolean isOver(Letter letter, Past past) {
    return past.isDone() || (letter.order().isEmpty() && past.replays() > 0);
  }

  private static int namesLength(Command command) {
    return command.id().length()
        + command.key().length()
        + command.cause().map(String::length).orElse(0);
  }

  /** Also one that is half done: nothing more is said to somebody who is forgotten. */
  private boolean isForgotten(Letter letter, Text text) {
    return means
        .erased()
        .now()
        .covers(letter.lane().key().conversation(), Records.causedAt(text.record()));
  }

  private Uni<Optional<Past>> past(Letter letter, Command command) {
    if (!letter.isNew()) {
      return Uni.createFrom().item(Optional.empty());
    }
    Uni<Optional<Past>> known =
        command
            .again()
            .map(since -> history.find(command.id(), since))
            .orElseGet(() -> Uni.createFrom().item(history.remembered(command.id())));
    return known.invoke(past -> letter.resume(past.orElseGet(Past::new)));
  }

  private boolean isOverdue(Letter letter, Instant now) {
    return letter.isExpired(now) || isBeyondHorizon(letter, now);
  }

  private boolean isBeyondHorizon(Letter letter, Instant now) {
    return now.isAfter(letter.appended().plus(means.horizon().length()));
  }

  private Uni<Prepared> prepare(Letter letter, Command command, Instant now) {
    if (letter.isExpired(now)) {
      return Uni.createFrom()
          .item(new Prepared.Settled(command, Delivery.Result.EXPIRED, Causes.DEADLINE));
    }
    if (isBeyondHorizon(letter, now)) {
      return Uni.createFrom().item(new Prepared.Hopeless(Optional.of(command), Causes.HORIZON));
    }
    Duration patience = patience(letter, now);
    if (command.action() instanceof Action.Unknown) {
      return Uni.createFrom()
          .item(
              patience.isPositive()
                  ? new Prepared.TypeUnknown(patience)
                  : new Prepared.Hopeless(Optional.of(command), Causes.UNKNOWN_TYPE));
    }
    Optional<Account> account = means.accounts().find(command.to().accountRef());
    Optional<OutboundConnector> connector = means.connectors().find(command.to().platform());
    if (account.isEmpty() || connector.isEmpty()) {
      return Uni.createFrom()
          .item(
              patience.isPositive()
                  ? new Prepared.AccountUnknown(patience)
                  : new Prepared.Hopeless(Optional.of(command), Causes.UNKNOWN_ACCOUNT));
    }
    Set<Capability> can;
    try {
      can = connector.get().capabilities(account.get());
    } catch (Json.UnreadableException e) {
      return Uni.createFrom().item(new Prepared.Unusable(account.get(), command, Causes.SETTINGS));
    }
    Album album = album(letter, command, can);
    Duration more = stillToCome(letter, album, now);
    if (more.isPositive()) {
      return Uni.createFrom().item(new Prepared.Incomplete(more));
    }
    return References.resolve(command, can, history)
        .map(resolution ->
            switch (resolution) {
              case References.Resolution.Gone() ->
                  new Prepared.Settled(command, Delivery.Result.REJECTED, Reasons.MESSAGE_GONE);
              case References.Resolution.Known(var known, var degraded) ->
                  plan(letter, account.get(), connector.get(), known, degraded, album);
            })
        .invoke(prepared -> {
          if (prepared instanceof Prepared.Ready ready) {
            letter.ready(ready);
          }
        });
  }

  /** What goes along with a command that nobody has begun yet. */
  private Album album(Letter letter, Command command, Set<Capability> can) {
    return can.contains(Capability.ALBUM) && letter.isUntouched() && Album.begins(command)
        ? Album.of(command, letter.lane().texts(), id -> history.remembered(id).isEmpty())
        : Album.none(command);
  }

  /**
   * How long to wait for the next part. Nothing says how many there are; each that came is a reason
   * to look once more.
   */
  private Duration stillToCome(Letter letter, Album album, Instant now) {
    if (album.isWhole(letter.lane().size()) || letter.hasWaitedWith(album.size())) {
      return Duration.ZERO;
    }
    Duration wait = means.config().albumWait();
    Duration left = Duration.between(now, album.grewAt(letter.appended()).plus(wait));
    return left.compareTo(wait) < 0 ? left : wait;
  }

  /** How much longer what nobody knows is waited for. */
  private Duration patience(Letter letter, Instant now) {
    Instant since =
        letter.appended().isAfter(means.openedAt()) ? letter.appended() : means.openedAt();
    return Duration.between(now, since.plus(means.config().unknownWait()));
  }

  /**
   * Parts that are done together stand or fall together, so that takes a plan of one call. And not
   * one with the platform's own key: whoever repeats that for the first part alone would have the
   * others sent once more.
   */
  private Prepared plan(
      Letter letter,
      Account account,
      OutboundConnector connector,
      Command command,
      List<String> degraded,
      Album album) {
    if (!album.rest().isEmpty()
        && plan(letter, account, connector, album.joined(command), degraded)
            instanceof Prepared.Ready together
        && isOneCall(together.plan().steps())) {
      return together.with(command, album.rest());
    }
    return plan(letter, account, connector, command, degraded);
  }

  private static boolean isOneCall(List<Step> steps) {
    return steps.size() == 1 && !steps.getFirst().repeatable();
  }

  private Prepared plan(
      Letter letter,
      Account account,
      OutboundConnector connector,
      Command command,
      List<String> degraded) {
    Enclosures.Enclosed enclosed =
        means.enclosures().enclose(command, letter.appended(), means.horizon().length());
    List<String> left = new ArrayList<>(degraded);
    left.addAll(enclosed.degraded());
    try {
      account.common();
      return switch (connector.plan(account, enclosed.command())) {
        case Plan.Refused(String reason) ->
            new Prepared.Settled(command, Delivery.Result.REJECTED, reason);
        case Plan.Steps(var steps, var more) -> {
          left.addAll(more);
          yield new Prepared.Ready(
              account, connector, command, new Plan.Steps(steps, left), List.of());
        }
      };
    } catch (Json.UnreadableException e) {
      return new Prepared.Unusable(account, command, Causes.SETTINGS);
    } catch (RuntimeException e) {
      Log.defect(letter, e);
      return new Prepared.Hopeless(Optional.of(command), Causes.DEFECT);
    }
  }

  /**
   * Passes over what an owner before has done. What can be repeated and has no message to show for
   * it is done again: what it brought for later steps is written down nowhere.
   */
  static void passOverWhatIsDone(Letter letter, List<Step> steps) {
    while (letter.step() <= steps.size() && isToBeSkipped(letter, steps.get(letter.step() - 1))) {
      letter.skip();
    }
  }

  private static boolean isToBeSkipped(Letter letter, Step step) {
    return letter.doneBefore().filter(ids -> !ids.isEmpty() || !step.repeatable()).isPresent();
  }
}
