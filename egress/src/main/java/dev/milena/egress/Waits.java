package dev.milena.egress;

import dev.milena.platform.Step;
import dev.milena.platform.Toll;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How letters wait: for leave to call, or for a time. Confined to the dock's thread. */
final class Waits {
  /** Whoever waits longer than that gives a text back that was read again for it. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private final Dock dock;
  private final Texts texts;
  private final Pacing pacing;
  private final Timekeeper time;

  Waits(Dock dock, Texts texts, Pacing pacing, Timekeeper time) {
    this.dock = dock;
    this.texts = texts;
    this.pacing = pacing;
    this.time = time;
  }

  /** Waits for leave to make the call; absent: the letter is to be looked at again instead. */
  Uni<Optional<Turn>> forTurn(Letter letter, Step step) {
    return turn(letter, wish(letter, step.tolls()));
  }

  /** Waits until the account may send at all. */
  Uni<Void> forRelease(Letter letter) {
    return turn(letter, wish(letter, List.of()))
        .invoke(turn -> turn.ifPresent(t -> done(letter, t)))
        .replaceWithVoid();
  }

  /** The call is over: what was taken for it goes to others. */
  void done(Letter letter, Turn turn) {
    pacing.done(turn);
    letter.lane().berth().callEnded();
  }

  /** Waits for a time, or until there is nothing left to wait for. */
  Uni<Void> rest(Letter letter, Duration wait) {
    foldIfLong(letter, wait);
    return Uni.createFrom()
        .<Void>emitter(emitter -> {
          Runnable over = () -> emitter.complete(null);
          letter.waits(over);
          time.after(wait, over);
        })
        .invoke(letter::goesOn);
  }

  private static Turn.Wish wish(Letter letter, List<Toll> tolls) {
    Lane lane = letter.lane();
    return new Turn.Wish(
        lane.account(), lane.key().conversation(), lane.berth().priority(), letter.ticket(), tolls);
  }

  private Uni<Optional<Turn>> turn(Letter letter, Turn.Wish wish) {
    return Uni.createFrom()
        .<Optional<Turn>>emitter(emitter -> {
          Turn turn = new Turn(wish, new Waiter(letter, emitter));
          letter.waits(() -> {
            turn.giveUp();
            emitter.complete(Optional.empty());
          });
          pacing.request(turn);
        })
        .emitOn(dock);
  }

  private void foldIfLong(Letter letter, Duration wait) {
    if (wait.compareTo(LONG) > 0) {
      texts.fold(letter);
    }
  }

  private final class Waiter implements Turn.Waiter {
    private final Letter letter;
    private final UniEmitter<? super Optional<Turn>> answer;

    Waiter(Letter letter, UniEmitter<? super Optional<Turn>> answer) {
      this.letter = letter;
      this.answer = answer;
    }

    /** From here on the call counts as under way: a dock that is given up waits for it. */
    @Override
    public void granted(Turn turn) {
      letter.goesOn();
      letter.lane().berth().callBegun();
      answer.complete(Optional.of(turn));
    }

    @Override
    public void waitsAlone(Duration about) {
      foldIfLong(letter, about);
    }
  }
}
