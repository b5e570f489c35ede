package dev.milena.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Which faults come, in which order: all of them in an order of the seed, and again in another; or
 * those of an upgrade, which have an order of their own.
 */
final class Plan {
  private final List<Fault> faults;
  private final Random random;
  private final List<Fault> left = new ArrayList<>();

  private Plan(List<Fault> faults, Random random) {
    this.faults = faults;
    this.random = random;
  }

  /** All of these once, one after another. */
  static Plan inOrder(List<Fault> faults) {
    Plan plan = new Plan(List.of(), new Random());
    plan.left.addAll(faults);
    return plan;
  }

  /**
   * @param time of the run, by which some are scaled
   */
  static List<Fault> all(Duration time) {
    return Stream.of(
            ProcessFaults.all(),
            PlatformFaults.all(),
            SocketFaults.all(),
            BulkFaults.all(time),
            BackingFaults.all(),
            OffsetFaults.all(),
            AccountFaults.all(),
            ReplayFaults.all(),
            ErasureFaults.all())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * @param only names of those that shall come; empty: all
   * @throws IllegalArgumentException when there is none of that name
   */
  static Plan of(List<String> only, Duration time, Random random) {
    List<Fault> all = all(time);
    List<String> names = all.stream().map(Fault::name).toList();
    only.stream()
        .filter(n -> !names.contains(n))
        .findFirst()
        .ifPresent(n -> {
          throw new IllegalArgumentException(
              "There is no fault named " + n + ". There are: " + String.join(", ", names));
        });
    return new Plan(
        all.stream().filter(f -> only.isEmpty() || only.contains(f.name())).toList(), random);
  }

  Fault next() {
    if (left.isEmpty()) {
      left.addAll(faults);
      Collections.shuffle(left, random);
    }
    return left.removeFirst();
  }

  /** Those of the present round that have not come yet. */
  List<String> left() {
    return left.stream().map(Fault::name).sorted().toList();
  }
}
