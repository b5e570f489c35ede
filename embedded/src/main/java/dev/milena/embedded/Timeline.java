package dev.milena.embedded;

import java.io.PrintStream;
import java.time.Duration;

/** What a person sees of the demo: when, who, what, how long it took, under which trace. */
final class Timeline {
  private final PrintStream out;
  private final TraceTape tape;
  private final long began = System.nanoTime();

  Timeline(PrintStream out, TraceTape tape) {
    this.out = out;
    this.tape = tape;
  }

  void heading(DemoCast cast) {
    out.println();
    out.printf(
        "Visitors write on %s, operators answer on %s. Everything below went through Kafka and"
            + " Postgres.%n%n",
        cast.visitors().platform(), cast.desk().platform());
    out.printf("  %8s  %-46s %9s   %s%n", "at", "what", "took", "trace");
  }

  /** A thing that was done and arrived. */
  void arrived(String what, String messageId, long fromNanos) {
    String trace = tape.traceOf(messageId).orElse("-");
    out.printf("  %7.3fs  %-46s %6d ms   %s%n", sinceBegin(), what, tookMs(fromNanos), trace);
    out.flush();
  }

  /** A thing that was checked over many. */
  void checked(String what, long fromNanos) {
    out.printf("  %7.3fs  %-46s %6d ms%n", sinceBegin(), what, tookMs(fromNanos));
    out.flush();
  }

  void passedOver(String what, String why) {
    out.printf("  %7.3fs  %-46s passed over: %s%n", sinceBegin(), what, why);
    out.flush();
  }

  void failed(String what, String why) {
    out.printf("  %7.3fs  %-46s FAILED: %s%n", sinceBegin(), what, why);
    out.flush();
  }

  void verdict(int checks, int failures) {
    out.println();
    out.println(
        failures == 0
            ? "All " + checks + " checks hold: every message arrived once and in order."
            : failures + " of " + checks + " checks failed.");
    out.flush();
  }

  /**
   * What a person pastes into another terminal. Secrets of simulated platforms open nothing else.
   */
  void howToTypeIntoIt(DemoCast cast, String hub, String window) {
    out.println();
    out.println(
        "Still running; stop with Ctrl-C. For the calls in README, \"The full cycle as curl"
            + " calls\":");
    out.println();
    out.println("  HUB=" + hub);
    out.println("  WINDOW=" + window);
    cast.words().forEach((name, value) -> out.println("  " + name + "=" + value));
    out.flush();
  }

  private double sinceBegin() {
    return Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
  }

  private static long tookMs(long fromNanos) {
    return Duration.ofNanos(System.nanoTime() - fromNanos).toMillis();
  }
}
