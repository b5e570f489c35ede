package dev.milena.egress;

import dev.milena.model.Delivery;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the deliveries say about one command. Built from them one by one, in their order.
 *
 * <p>Confined to the dock's thread.
 */
final class Past {
  private final TreeMap<Integer, Delivery> lastByStep = new TreeMap<>();
  private final Map<Integer, Integer> triedBefore = new HashMap<>();
  private final Map<Integer, Delivery> begunByStep = new HashMap<>();
  private final Map<Integer, List<String>> seenByStep = new HashMap<>();
  private int replays;
  private Optional<String> movedTo = Optional.empty();

  /** How many attempts of the step that was in doubt last had an outcome that nobody knows. */
  private int doubts;

  private int doubtfulStep;
  private int doubtfulAttempt;

  /**
   * What comes late changes nothing: an owner that was slow to give up may still write about an
   * attempt before, when the next has long been made.
   */
  void note(Delivery delivery) {
    if (delivery.result() == Delivery.Result.REPLAYED) {
      replayed(delivery.attempt());
      return;
    }
    if (delivery.result() == Delivery.Result.SEEN) {
      seenByStep.put(delivery.step(), delivery.messageIds());
      return;
    }
    if (delivery.result() == Delivery.Result.STARTED) {
      begunByStep.putIfAbsent(delivery.step(), delivery);
    }
    Delivery last = lastByStep.get(delivery.step());
    if (last != null && (last.result().isFinal() || delivery.attempt() < last.attempt())) {
      return;
    }
    if (delivery.result() == Delivery.Result.READDRESSED) {
      movedTo = delivery.conversation();
    }
    if (delivery.result() == Delivery.Result.UNCONFIRMED) {
      doubt(delivery.step(), delivery.attempt());
    }
    lastByStep.put(delivery.step(), delivery);
  }

  /** An attempt that was doubted by one owner, and again by the next, is one. */
  private void doubt(int step, int attempt) {
    if (step != doubtfulStep) {
      doubts = 1;
    } else if (attempt > doubtfulAttempt) {
      doubts++;
    }
    doubtfulStep = step;
    doubtfulAttempt = attempt;
  }

  /** An operator has had it sent again: only what was delivered still counts. */
  private void replayed(int number) {
    if (number > replays) {
      replays = number;
      doubts = 0;
      doubtfulStep = 0;
      doubtfulAttempt = 0;
      lastByStep
          .values()
          .removeIf(d -> {
            triedBefore.merge(d.step(), d.attempt(), Math::max);
            return d.result() != Delivery.Result.DELIVERED;
          });
    }
  }

  /** How often an operator has had it sent again. */
  int replays() {
    return replays;
  }

  /** This, and what was written later. */
  Past then(Past later) {
    replayed(later.replays);
    doubts = later.doubts + (later.doubtfulStep == doubtfulStep ? doubts : 0);
    doubtfulStep = later.doubts > 0 ? later.doubtfulStep : doubtfulStep;
    later.begunByStep.forEach(begunByStep::putIfAbsent);
    seenByStep.putAll(later.seenByStep);
    later.lastByStep.values().forEach(this::note);
    movedTo = later.movedTo.or(() -> movedTo);
    return this;
  }

  /** Whether nothing is left to do. */
  boolean isDone() {
    return lastByStep.values().stream().anyMatch(Past::endsCommand);
  }

  private static boolean endsCommand(Delivery d) {
    return switch (d.result()) {
      case DELIVERED -> d.step() >= d.steps();
      case REJECTED, PARKED, EXPIRED -> true;
      case STARTED,
          SEEN,
          THROTTLED,
          UNREACHED,
          UNCONFIRMED,
          READDRESSED,
          MISCONFIGURED,
          REPLAYED,
          OTHER ->
          false;
    };
  }

  /** What the platform calls what was sent, over all steps. */
  List<String> messageIds() {
    return lastByStep.values().stream()
        .filter(d -> d.result() == Delivery.Result.DELIVERED)
        .flatMap(d -> d.messageIds().stream())
        .toList();
  }

  /** What the platform called the outcome of one step; empty where it is not done. */
  Optional<List<String>> doneStep(int step) {
    return Optional.ofNullable(lastByStep.get(step))
        .filter(d -> d.result() == Delivery.Result.DELIVERED)
        .map(Delivery::messageIds);
  }

  /** What the platform called the outcomes of the steps that are done. */
  SortedMap<Integer, List<String>> done() {
    SortedMap<Integer, List<String>> done = new TreeMap<>();
    lastByStep.forEach((step, d) -> {
      if (d.result() == Delivery.Result.DELIVERED) {
        done.put(step, d.messageIds());
      }
    });
    return done;
  }

  /** How often a step was tried. */
  int attempts(int step) {
    return Optional.ofNullable(lastByStep.get(step))
        .map(Delivery::attempt)
        .orElseGet(() -> triedBefore.getOrDefault(step, 0));
  }

  /** Whether a call of it was begun, and something is left to do. */
  boolean isUnderWay() {
    return !isDone() && (hasBegun() || lastByStep.keySet().stream().anyMatch(this::isInDoubt));
  }

  /** Whether a step is known to be done. */
  boolean hasBegun() {
    return lastByStep.values().stream().anyMatch(d -> d.result() == Delivery.Result.DELIVERED);
  }

  /**
   * How often a step was made again although it may have been done. The last doubt is not among
   * them where nothing came after it.
   */
  int resends(int step) {
    Delivery last = lastByStep.get(step);
    if (step != doubtfulStep || last == null) {
      return 0;
    }
    return last.result() == Delivery.Result.UNCONFIRMED ? doubts - 1 : doubts;
  }

  /** Whether a call was begun, or went out unanswered, and nothing more is known. */
  boolean isInDoubt(int step) {
    Delivery last = lastByStep.get(step);
    return last != null
        && (last.result() == Delivery.Result.STARTED
            || last.result() == Delivery.Result.UNCONFIRMED);
  }

  /** The calls that were begun and of which nothing more is known. */
  Stream<Delivery> begun() {
    return isDone()
        ? Stream.empty()
        : lastByStep.values().stream().filter(d -> d.result() == Delivery.Result.STARTED);
  }

  /** When the first call was begun of which nothing more is known, or nothing for sure. */
  Optional<Instant> inDoubtSince() {
    return isDone()
        ? Optional.empty()
        : lastByStep.keySet().stream()
            .filter(this::isInDoubt)
            .map(step -> begunByStep.getOrDefault(step, lastByStep.get(step)).at())
            .min(Instant::compareTo);
  }

  /** The message that a step became, as the platform has told by itself. */
  Optional<List<String>> seen(int step) {
    return Optional.ofNullable(seenByStep.get(step));
  }

  /** Where the chat has moved since the command was written. */
  Optional<String> movedTo() {
    return movedTo;
  }
}
