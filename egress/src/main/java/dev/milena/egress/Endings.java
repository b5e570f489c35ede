package dev.milena.egress;

import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what a round has brought, and says how its letter goes on. Confined to the dock's
 * thread.
 */
final class Endings {
  private final Book book;
  private final Pacing pacing;
  private final Counts counts;
  private final Timekeeper time;

  Endings(Book book, Pacing pacing, Counts counts, Timekeeper time) {
    this.book = book;
    this.pacing = pacing;
    this.counts = counts;
    this.time = time;
  }

  /**
   * After a call. What the platform wants to be left alone is left alone before that is written
   * down. What it refuses as an album goes apart.
   */
  Uni<Next> conclude(Letter letter, Text text, Prepared.Ready ready, Verdict verdict) {
    AccountRef account = letter.lane().account();
    return switch (verdict) {
      case Verdict.Forward forward -> forward(letter, text, ready, forward);
      case Verdict.Again again ->
          book.write(letter, text, ready, Book.Line.of(again.because(), again.reason()))
              .map(ignored -> again(letter, again));
      case Verdict.Wait(Duration retryAfter, var scope) -> {
        pacing.stop(account, letter.lane().key().conversation(), scope, retryAfter);
        Book.Line line = Book.Line.throttled(Causes.limit(scope), retryAfter);
        yield book.write(letter, text, ready, line).replaceWith(Next.GO);
      }
      case Verdict.Plainer() -> {
        letter.goPlainer();
        yield Uni.createFrom().item(Next.GO);
      }
      case Verdict.Move(String conversation) ->
          book.write(letter, text, ready, Book.Line.moved(conversation))
              .invoke(() -> letter.moveTo(conversation))
              .replaceWith(Next.GO);
      case Verdict.Hold(String reason) -> {
        stop(account, reason);
        yield book.write(letter, text, ready, Book.Line.of(Delivery.Result.MISCONFIGURED, reason))
            .replaceWith(new Next.WhenReleased());
      }
      case Verdict.Reject(String reason) when !ready.along().isEmpty() ->
          book.write(letter, text, ready, Book.Line.of(Delivery.Result.UNREACHED, reason))
              .invoke(letter::unready)
              .replaceWith(Next.GO);
      case Verdict.Reject(String reason) ->
          book.write(letter, text, ready, Book.Line.of(Delivery.Result.REJECTED, reason))
              .map(ignored -> end(letter, Counts.End.REJECTED));
      case Verdict.Park(var because, String reason) ->
          book.write(letter, text, ready, Book.Line.of(because, reason))
              .chain(() ->
                  parkIfOurs(
                      letter,
                      text,
                      ready,
                      new Book.Setback(reason, because == Delivery.Result.UNCONFIRMED)));
    };
  }

  /**
   * All that the call was to carry out. A call that ended when its partition had gone is for the
   * next owner to judge.
   */
  private Uni<Next> parkIfOurs(Letter letter, Text text, Prepared.Ready ready, Book.Setback why) {
    if (letter.lane().berth().isLeft()) {
      return Uni.createFrom().item(Next.GO);
    }
    Uni<Void> aside = setAside(letter, text, Optional.of(ready.command()), why);
    for (Album.Part part : ready.along()) {
      aside = aside.chain(() -> setAside(letter, part.text(), Optional.of(part.command()), why));
    }
    return aside.map(ignored -> endAll(letter, ready, Counts.End.PARKED));
  }

  private Uni<Next> forward(Letter letter, Text text, Prepared.Ready ready, Verdict.Forward done) {
    boolean last = letter.step() == ready.plan().steps().size();
    List<String> degraded = last ? ready.plan().degraded() : List.of();
    Book.Line line = Book.Line.delivered(done.messageIds(), degraded);
    return book.write(letter, text, ready, line)
        .map(ignored -> {
          letter.stepDone(done.brought());
          return last ? endAll(letter, ready, Counts.End.DELIVERED) : Next.GO;
        });
  }

  private Next again(Letter letter, Verdict.Again again) {
    letter.failed();
    if (again.mayDouble()) {
      letter.resent();
      counts.doubledRisk(letter.lane().account());
    }
    return new Next.Rest(again.pause());
  }

  private void stop(AccountRef account, String reason) {
    if (pacing.hold(account)) {
      counts.held(account);
      Log.held(account, reason);
    }
  }

  /** The account's settings cannot even be read. */
  Uni<Next> unusable(Letter letter, Text text, Prepared.Unusable unusable) {
    stop(letter.lane().account(), unusable.reason());
    Book.Line line = Book.Line.of(Delivery.Result.MISCONFIGURED, unusable.reason());
    return book.write(letter, text, unusable.command(), Book.Place.whole(letter), line)
        .replaceWith(new Next.WhenReleased());
  }

  /** Without a call. */
  Uni<Next> settle(Letter letter, Text text, Prepared.Settled settled) {
    Counts.End end =
        settled.result() == Delivery.Result.EXPIRED ? Counts.End.EXPIRED : Counts.End.REJECTED;
    Book.Line line = Book.Line.of(settled.result(), settled.reason());
    return book.write(letter, text, settled.command(), Book.Place.whole(letter), line)
        .map(ignored -> end(letter, end));
  }

  /** All its calls are made, or it needs none. */
  Uni<Next> nothingLeft(Letter letter, Text text, Prepared.Ready ready) {
    if (!ready.plan().steps().isEmpty()) {
      return Uni.createFrom().item(() -> end(letter, Counts.End.DELIVERED));
    }
    Book.Line line = Book.Line.delivered(List.of(), ready.plan().degraded());
    return book.write(letter, text, ready.command(), Book.Place.whole(letter), line)
        .map(ignored -> end(letter, Counts.End.DELIVERED));
  }

  /** Done before. */
  Uni<Next> repeated(Letter letter) {
    return Uni.createFrom().item(() -> end(letter, Counts.End.REPEATED));
  }

  /** An operator does not want it sent. */
  Uni<Next> dropped(Letter letter) {
    return Uni.createFrom().item(() -> end(letter, Counts.End.REJECTED));
  }

  /** Nothing is written down: that would tell of somebody who is forgotten. */
  Uni<Next> forgotten(Letter letter) {
    return Uni.createFrom().item(() -> end(letter, Counts.End.ERASED));
  }

  /** Its text was deleted before it could be sent. */
  Uni<Next> lost(Letter letter) {
    Log.lost(letter.lane().account(), letter.lane().key().partition().toString(), letter.offset());
    return Uni.createFrom().item(() -> end(letter, Counts.End.LOST));
  }

  /**
   * Set aside until someone acts: first the text, then the word of it, so that no word is without
   * its text.
   */
  Uni<Next> park(Letter letter, Text text, Optional<Command> command, String cause) {
    return setAside(letter, text, command, new Book.Setback(cause, letter.isInDoubt()))
        .map(ignored -> end(letter, Counts.End.PARKED));
  }

  private Uni<Void> setAside(
      Letter letter, Text text, Optional<Command> command, Book.Setback why) {
    Log.parked(letter, command.map(Command::id).orElse("unreadable"), why.cause());
    Book.Line line = Book.Line.of(Delivery.Result.PARKED, why.cause());
    Uni<Void> word =
        command
            .map(c -> book.write(letter, text, c, Book.Place.whole(letter), line))
            .orElseGet(() -> Uni.createFrom().voidItem());
    return book.park(letter, text, command, why).chain(() -> word);
  }

  /** The end of a command, and of those that its call carried out along with it. */
  private Next endAll(Letter letter, Prepared.Ready ready, Counts.End end) {
    List<Text> along = ready.along().stream().map(Album.Part::text).toList();
    along.forEach(text -> count(letter, text.appended(), end));
    letter.took(along);
    return end(letter, end);
  }

  private Next end(Letter letter, Counts.End end) {
    count(letter, letter.appended(), end);
    return Next.DONE;
  }

  private void count(Letter letter, Instant appended, Counts.End end) {
    AccountRef account = letter.lane().account();
    counts.ended(account, end);
    counts.took(account, Duration.between(appended, time.now()));
  }
}
