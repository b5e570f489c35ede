package dev.milena.router.pipeline;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a batch has come to. Holds once its transaction is committed.
 *
 * @param cases in the order of the batch
 * @param repeats events that came before from somewhere else
 * @param keep puts what was learnt into memory
 */
record Draft(List<Case> cases, List<Arrival> repeats, Runnable keep) {
  static final Draft NOTHING = new Draft(List.of(), List.of(), () -> {});

  /** This draft, and then another. */
  Draft and(Draft other) {
    return new Draft(
        Stream.concat(cases.stream(), other.cases.stream()).toList(),
        Stream.concat(repeats.stream(), other.repeats.stream()).toList(),
        () -> {
          keep.run();
          other.keep.run();
        });
  }
}
