package dev.milena.egress;

import dev.milena.bus.Parked;
import dev.milena.model.Command;
import dev.milena.model.Delivery;
import dev.milena.model.ParkedOrder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes deliveries of one dock down, and remembers them once Kafka has them. Confined to the
 * dock's thread.
 */
final class Book {
  /** Which call of a command a line is about: {@code step} 0 stands for the command as a whole. */
  record Place(int step, int steps, int attempt) {
    static Place of(Letter letter, Prepared.Ready ready) {
      return new Place(letter.step(), ready.plan().steps().size(), letter.attempt());
    }

    /** Of a command that ends without its calls. */
    static Place whole(Letter letter) {
      return new Place(
          0,
          letter.ready().map(r -> r.plan().steps().size()).orElse(0),
          Math.max(1, letter.attempt()));
    }
  }

  /**
   * What is known.
   *
   * @param retryAfter how long the platform wants to be left alone
   * @param within how long a call that begins may be under way, from now on
   */
  record Line(
      Delivery.Result result,
      Optional<String> reason,
      Optional<Duration> retryAfter,
      Optional<Duration> within,
      List<String> messageIds,
      List<String> degraded,
      Optional<String> conversation) {
    static Line of(Delivery.Result result, String reason) {
      return new Line(
          result,
          Optional.of(reason),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty());
    }

    static Line replayed() {
      return new Line(
          Delivery.Result.REPLAYED,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty());
    }

    static Line started(Duration within) {
      return new Line(
          Delivery.Result.STARTED,
          Optional.empty(),
          Optional.empty(),
          Optional.of(within),
          List.of(),
          List.of(),
          Optional.empty());
    }

    static Line delivered(List<String> messageIds, List<String> degraded) {
      return new Line(
          Delivery.Result.DELIVERED,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          messageIds,
          degraded,
          Optional.empty());
    }

    static Line throttled(String reason, Duration retryAfter) {
      return new Line(
          Delivery.Result.THROTTLED,
          Optional.of(reason),
          Optional.of(retryAfter),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty());
    }

    static Line moved(String conversation) {
      return new Line(
          Delivery.Result.READDRESSED,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.of(conversation));
    }

    /**
     * The line about one of several that a call carries out: each has the message that it became. A
     * platform that does not name all of them names the first.
     */
    Line ofPart(int part, int parts) {
      List<String> own =
          messageIds.size() == parts
              ? List.of(messageIds.get(part))
              : part == 0 ? messageIds : List.of();
      return new Line(result, reason, retryAfter, within, own, degraded, conversation);
    }
  }

  /**
   * Why a letter is set aside.
   *
   * @param inDoubt whether it may have been sent all the same
   */
  record Setback(String cause, boolean inDoubt) {}

  private final Ledger ledger;
  private final History history;
  private final Timekeeper time;
  private final Dock dock;

  Book(Ledger ledger, History history, Timekeeper time, Dock dock) {
    this.ledger = ledger;
    this.history = history;
    this.time = time;
    this.dock = dock;
  }

  /** Done when Kafka has it; fails only when the partition is not ours any more. */
  Uni<Void> write(Letter letter, Text text, Command command, Place place, Line line) {
    Delivery delivery =
        new Delivery(
            command.id(),
            place.step(),
            place.steps(),
            command.to(),
            line.result(),
            line.reason(),
            line.retryAfter().map(Duration::toMillis),
            line.messageIds(),
            place.attempt(),
            time.now(),
            line.degraded(),
            line.conversation(),
            command.cause(),
            line.within().map(Duration::toMillis));
    return write(letter, text, delivery);
  }

  private Uni<Void> write(Letter letter, Text text, Delivery delivery) {
    return ledger
        .write(delivery, text.record(), () -> mayWrite(letter))
        .emitOn(dock.answers())
        .invoke(() -> history.note(delivery));
  }

  /** The same about the command of a call, and about those that it carries out along with it. */
  Uni<Void> write(Letter letter, Text text, Prepared.Ready ready, Line line) {
    Place place = Place.of(letter, ready);
    List<Album.Part> along = ready.along();
    int parts = 1 + along.size();
    Uni<Void> first = write(letter, text, ready.command(), place, line.ofPart(0, parts));
    if (along.isEmpty()) {
      return first;
    }
    List<Uni<Void>> all = new ArrayList<>();
    all.add(first);
    for (int n = 1; n < parts; n++) {
      Album.Part part = along.get(n - 1);
      all.add(write(letter, part.text(), part.command(), place, line.ofPart(n, parts)));
    }
    return Uni.join().all(all).andFailFast().replaceWithVoid();
  }

  /** Sets the letter aside, whole; done when Kafka has it. */
  Uni<Void> park(Letter letter, Text text, Optional<Command> command, Setback why) {
    int replay = letter.order().map(ParkedOrder::replay).orElse(0);
    String done =
        command.flatMap(c -> history.remembered(c.id())).map(Progress::written).orElse("");
    return ledger
        .park(
            text.record(),
            letter.lane().account(),
            new Parked.Setback(why.cause(), letter.attempt(), replay, why.inDoubt()),
            done,
            () -> mayWrite(letter))
        .emitOn(dock.answers());
  }

  /** An operator has it sent again. */
  Uni<Void> replayed(Letter letter, Text text, Command command, int number) {
    return write(letter, text, command, new Place(0, 0, number), Line.replayed());
  }

  /** An operator does not want it sent. */
  Uni<Void> dropped(Letter letter, Text text, ParkedOrder order) {
    Delivery delivery =
        new Delivery(
            order.command(),
            0,
            0,
            order.to(),
            Delivery.Result.REJECTED,
            Optional.of(Causes.DROPPED),
            Optional.empty(),
            List.of(),
            1,
            time.now(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return write(letter, text, delivery);
  }

  /** The order is carried out: what was parked is no longer. */
  Uni<Void> unpark(Letter letter, ParkedOrder order) {
    return ledger
        .unpark(order.record(), letter.lane().account(), () -> mayWrite(letter))
        .emitOn(dock.answers());
  }

  /**
   * A call that is under way when the partition is given up may still be written down: the next
   * owner waits for that.
   */
  private static boolean mayWrite(Letter letter) {
    Berth berth = letter.lane().berth();
    return !berth.isLeft() || berth.underWay() > 0;
  }
}
