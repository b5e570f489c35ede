package dev.milena.platform.testkit;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs a check with many spoilt inputs, the same ones every time: what fails a build must fail it
 * again. {@code -Dmilena.fuzz.seed=…} and {@code -Dmilena.fuzz.rounds=…} look elsewhere, and
 * further.
 */
public final class Fuzz {
  private static final String SEED = "milena.fuzz.seed";
  private static final String ROUNDS = "milena.fuzz.rounds";

  /** Any number would do. */
  private static final long DEFAULT_SEED = 1;

  /** So many take a platform's contract about two seconds. */
  private static final int DEFAULT_ROUNDS = 400;

  private Fuzz() {}

  /** How many inputs a run has. */
  public static int rounds() {
    return Integer.getInteger(ROUNDS, DEFAULT_ROUNDS);
  }

  /**
   * Spoils one of the examples for each round. What the check throws is thrown on, with the seed
   * that brings the same input alone.
   */
  public static void each(List<byte[]> examples, Consumer<byte[]> check) {
    long first = Long.getLong(SEED, DEFAULT_SEED);
    for (long seed = first; seed < first + rounds(); seed++) {
      Random random = new Random(seed);
      byte[] example = examples.get(random.nextInt(examples.size()));
      byte[] spoilt = new Spoiler(random).spoil(example);
      try {
        check.accept(spoilt);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "Fuzzed input of "
                + spoilt.length
                + " bytes; -D"
                + SEED
                + "="
                + seed
                + " -D"
                + ROUNDS
                + "=1 brings it alone",
            e);
      }
    }
  }
}
