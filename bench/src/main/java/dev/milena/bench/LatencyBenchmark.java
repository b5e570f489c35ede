package dev.milena.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long a message takes from when its webhook is due to the call at the other platform, at
 * shares of the highest rate at which nothing is lost and nothing piles up.
 */
final class LatencyBenchmark implements Benchmark.Measurement {
  private static final List<Integer> PERCENT = List.of(10, 50, 90);

  private static final Duration KNOWN_MAX = Duration.ofMinutes(2);

  /** More than that at the end of a trial is a queue that has grown. */
  private static final Duration BEHIND_MAX = Duration.ofSeconds(1);

  static final String TITLE =
      "Webhook due to call at the other platform, both ways, by share of the highest rate";

  private final Crowd crowd;
  private final int trials;

  /**
   * @param trials how often the highest rate is halved towards
   */
  LatencyBenchmark(Crowd crowd, int trials) {
    this.crowd = crowd;
    this.trials = trials;
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    try (Conversations conversations = new Conversations(crowd);
        WholeHub hub = WholeHub.of(conversations, lab)) {
      run(lab, conversations, hub, report);
    }
  }

  void run(Lab lab, Conversations conversations, WholeHub hub, Report report) throws Exception {
    double seen = asFastAsItGoes(lab, conversations);
    report.say("as fast as it goes: %.0f/s, %d under way", seen, crowd.atATime());
    OpenLoop loop = new OpenLoop(conversations);
    double highest =
        RateSearch.highest(
            seen,
            trials,
            rate -> {
              OpenLoop.Result result = loop.run(rate, lab.measured());
              System.err.printf(
                  "  %.0f/s: %d refused, %d missing, %d ms behind%n",
                  rate, result.refused(), result.missing(), result.behind().toMillis());
              return result.holds(BEHIND_MAX);
            });
    report.say(
        "highest rate of %d tried for %d s each at which everything was taken and was there %d s"
            + " after the end: %.0f/s",
        trials, lab.measured().toSeconds(), BEHIND_MAX.toSeconds(), highest);
    for (int round = 1; round <= lab.rounds(); round++) {
      for (int percent : PERCENT) {
        measure(lab, hub, loop, percent, highest * percent / 100, report);
      }
    }
    report.say("doubled: %d", conversations.doubled());
  }

  private double asFastAsItGoes(Lab lab, Conversations conversations) throws Exception {
    try (ClosedLoop _ = new ClosedLoop(conversations, crowd.atATime())) {
      Waits.rest(lab.warmUp());
      awaitEverybodyKnown(conversations);
      long before = conversations.arrived();
      long from = System.nanoTime();
      Waits.rest(lab.measured());
      return (conversations.arrived() - before) * 1e9 / (System.nanoTime() - from);
    }
  }

  /** An operator can write only to whom the hub has brought. */
  private void awaitEverybodyKnown(Conversations conversations) throws Exception {
    if (!Waits.until(
        KNOWN_MAX, () -> conversations.arrived() >= 2 * (crowd.chats() + crowd.atATime()))) {
      throw new IllegalStateException(
          "Only " + conversations.arrived() + " messages have arrived within " + KNOWN_MAX);
    }
  }

  private static void measure(
      Lab lab, WholeHub hub, OpenLoop loop, int percent, double rate, Report report)
      throws Exception {
    Duration before = hub.stages();
    OpenLoop.Result result = loop.run(rate, lab.measured());
    Duration used = hub.stages().minus(before);
    report.add(
        percent + " %",
        new Sample(
            rate,
            result.refused() + result.missing(),
            result.micros(),
            used.dividedBy(Math.max(1, result.due()))));
  }
}
