package dev.milena.embedded;

import java.time.Duration;
import java.util.function.Supplier;

/** Says what is being started and how long it took. */
final class Progress {
  private final long began = System.nanoTime();

  <T> T step(String what, Supplier<T> start) {
    System.out.printf("  starting %-12s", what + " …");
    System.out.flush();
    long from = System.nanoTime();
    T started = start.get();
    System.out.printf("%5.1f s%n", seconds(from));
    return started;
  }

  double total() {
    return seconds(began);
  }

  private static double seconds(long from) {
    return Duration.ofNanos(System.nanoTime() - from).toMillis() / 1000.0;
  }
}
