package dev.milena.egress;

import dev.milena.model.AccountRef;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Step;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries letters, one round after the other: look at the letter, wait for leave, make one call,
 * draw the conclusion.
 *
 * <pre>
 *            ┌────────────── Rest, WhenReleased ◀─────────────┐
 *            ▼                                                │
 *   text ─▶ prepare ─▶ wait for a turn ─▶ call ─▶ write down ─┤
 *            ▲                                                ├─▶ Done: delivered, rejected, expired, parked, repeated
 *            └────────────────────── Go ◀─────────────────────┘
 * </pre>
 *
 * <p>A letter that waits holds nothing that another could use. When its partition is somebody
 * else's, it is dropped where it stands: the next owner begins with what is written down.
 *
 * <p>Confined to the dock's thread.
 */
final class Courier {
  /** How soon a round that failed for want of Kafka is made again. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Dock dock;
  private final Texts texts;
  private final Pacing pacing;
  private final Waits waits;
  private final Preparation preparation;
  private final Calls calls;
  private final Endings endings;
  private final ParkedOrders orders;

  Courier(
      Dock dock,
      Texts texts,
      Pacing pacing,
      Waits waits,
      Preparation preparation,
      Calls calls,
      Endings endings,
      ParkedOrders orders) {
    this.dock = dock;
    this.texts = texts;
    this.pacing = pacing;
    this.waits = waits;
    this.preparation = preparation;
    this.calls = calls;
    this.endings = endings;
    this.orders = orders;
  }

  void carry(Letter letter) {
    if (!letter.lane().berth().isLeft()) {
      round(letter)
          .emitOn(dock)
          .subscribe()
          .with(next -> goOn(letter, next), f -> stumble(letter, f));
    }
  }

  private void goOn(Letter letter, Next next) {
    switch (next) {
      case Next.Go() -> carry(letter);
      case Next.Rest(Duration pause) -> carryAfter(letter, waits.rest(letter, pause));
      case Next.WhenReleased() ->
          carryAfter(letter, waits.forRelease(letter).invoke(letter::unready));
      case Next.Done() -> end(letter);
    }
  }

  private void end(Letter letter) {
    orders
        .finish(letter)
        .subscribe()
        .with(done -> dock.ended(letter.lane()), failure -> stumble(letter, failure));
  }

  private void carryAfter(Letter letter, Uni<Void> wait) {
    wait.subscribe().with(ignored -> carry(letter), failure -> stumble(letter, failure));
  }

  /**
   * What the round did is not written down, for want of Kafka or by a defect of ours: it is made
   * again.
   */
  private void stumble(Letter letter, Throwable failure) {
    if (!letter.lane().berth().isLeft()) {
      Log.trouble("Commands cannot go on", failure);
      carryAfter(letter, waits.rest(letter, AGAIN));
    }
  }

  private Uni<Next> round(Letter letter) {
    return Uni.createFrom()
        .deferred(() -> texts.of(letter))
        .chain(text -> text.map(t -> look(letter, t)).orElseGet(() -> endings.lost(letter)));
  }

  private Uni<Next> look(Letter letter, Text text) {
    return orders
        .next(letter, text)
        .orElseGet(() -> preparation.prepare(letter, text).chain(p -> act(letter, text, p)));
  }

  private Uni<Next> act(Letter letter, Text text, Prepared prepared) {
    return switch (prepared) {
      case Prepared.Ready ready -> nextStep(letter, text, ready);
      case Prepared.DoneBefore() -> endings.repeated(letter);
      case Prepared.Forgotten() -> endings.forgotten(letter);
      case Prepared.Settled settled -> endings.settle(letter, text, settled);
      case Prepared.Hopeless(var command, String cause) ->
          endings.park(letter, text, command, cause);
      case Prepared.Incomplete(Duration atMost) -> Uni.createFrom().item(new Next.Rest(atMost));
      case Prepared.TypeUnknown(Duration atMost) -> Uni.createFrom().item(new Next.Rest(atMost));
      case Prepared.AccountUnknown(Duration atMost) -> holdUnknown(letter.lane().account(), atMost);
      case Prepared.Unusable unusable -> endings.unusable(letter, text, unusable);
    };
  }

  private Uni<Next> holdUnknown(AccountRef account, Duration atMost) {
    if (pacing.hold(account, atMost)) {
      Log.unknownAccount(account);
    }
    return Uni.createFrom().item(new Next.WhenReleased());
  }

  private Uni<Next> nextStep(Letter letter, Text text, Prepared.Ready ready) {
    List<Step> steps = ready.plan().steps();
    Preparation.passOverWhatIsDone(letter, steps);
    if (letter.step() > steps.size()) {
      return endings.nothingLeft(letter, text, ready);
    }
    Step step = variant(letter, steps.get(letter.step() - 1));
    return waits
        .forTurn(letter, step)
        .chain(turn ->
            turn.map(t -> granted(letter, ready, step, t).eventually(() -> waits.done(letter, t)))
                .orElseGet(() -> Uni.createFrom().item(Next.GO)));
  }

  private static Step variant(Letter letter, Step step) {
    Optional<ApiRequest> plainer = step.plainer().filter(p -> letter.isPlainer());
    return plainer
        .map(p -> new Step(step.number(), p, step.repeatable(), step.tolls(), Optional.empty()))
        .orElse(step);
  }

  /** While it waited its text may have been given up, its account changed, its partition lost. */
  private Uni<Next> granted(Letter letter, Prepared.Ready ready, Step step, Turn turn) {
    return texts
        .atOnce(letter)
        .chain(text -> {
          if (text.isEmpty()) {
            return endings.lost(letter);
          }
          if (letter.lane().berth().isLeft() || !calls.isCurrent(ready)) {
            letter.unready();
            return Uni.createFrom().item(Next.GO);
          }
          return call(letter, text.get(), ready, step, turn);
        });
  }

  private Uni<Next> call(Letter letter, Text text, Prepared.Ready ready, Step step, Turn turn) {
    return calls
        .make(letter, text, ready, step, turn)
        .chain(verdict ->
            verdict
                .map(v -> endings.conclude(letter, text, ready, v))
                .orElseGet(() -> Uni.createFrom().item(Next.GO)));
  }
}
