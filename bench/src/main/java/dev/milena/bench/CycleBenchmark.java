package dev.milena.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The full cycle: a visitor's or an operator's webhook in, through events, router, Postgres and
 * egress, and the call at the other platform out. As fast as it goes, and what each process uses.
 */
final class CycleBenchmark implements Benchmark.Measurement {
  /** Enough messages to say where they were, few enough to be read at once. */
  private static final Duration LOOKED_BACK = Duration.ofSeconds(5);

  static final String TITLE = "Full cycle, webhook in to call out, both ways";

  /** What has not come by then does not come. */
  private static final Duration ARRIVAL_MAX = Duration.ofSeconds(30);

  private static final int NAMED_MAX = 5;

  private final Crowd crowd;

  CycleBenchmark(Crowd crowd) {
    this.crowd = crowd;
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    try (Conversations conversations = new Conversations(crowd);
        WholeHub hub = WholeHub.of(conversations, lab)) {
      run(lab, conversations, hub, report);
    }
  }

  void run(Lab lab, Conversations conversations, WholeHub hub, Report report) throws Exception {
    Instant began = Instant.now();
    try (ClosedLoop _ = new ClosedLoop(conversations, crowd.atATime())) {
      Waits.rest(lab.warmUp());
      for (int round = 1; round <= lab.rounds(); round++) {
        measure(lab, conversations, hub, report);
      }
      legs(lab, report);
    }
    report.say("%d conversations at a time of %d", crowd.atATime(), crowd.chats());
    lost(lab, began, conversations, report);
    report.say("doubled: %d", conversations.doubled());
    report.say("CPU us: that of the three stages together, for each message.");
    report.say(
        "For comparison, as stated, not measured here: the same cycle as FastAPI, asyncpg and"
            + " httpx, one worker, 710/s, 1400 us of CPU each, p99 1 s.");
  }

  private static void measure(Lab lab, Conversations conversations, WholeHub hub, Report report) {
    conversations.takeMicros();
    conversations.takeAnswers();
    long arrived = conversations.arrived();
    long refused = conversations.refused();
    Map<String, Duration> before = hub.used();
    Duration stagesBefore = hub.stages();
    long from = System.nanoTime();
    Waits.rest(lab.measured());
    double seconds = (System.nanoTime() - from) / 1e9;
    Map<String, Duration> used = minus(hub.used(), before);
    long came = Math.max(1, conversations.arrived() - arrived);
    Duration stages = hub.stages().minus(stagesBefore);
    report.add(
        "hub",
        new Sample(
            came / seconds,
            conversations.refused() - refused,
            conversations.takeMicros(),
            stages.dividedBy(came)));
    Histogram answers = conversations.takeAnswers();
    report.say(
        "of that until the webhook was taken: p50 %.1f ms, p99 %.1f ms",
        answers.getValueAtPercentile(50) / 1e3, answers.getValueAtPercentile(99) / 1e3);
    used.forEach((name, cpu) ->
        report.say(
            "%-20s %7.1f us for each, %3.0f %% of the machine",
            name,
            cpu.toNanos() / 1e3 / came,
            100 * cpu.toNanos() / 1e9 / seconds / Runtime.getRuntime().availableProcessors()));
  }

  /** While it goes on: what is read last has not been delivered yet, and is left out. */
  private static void legs(Lab lab, Report report) {
    Journeys.since(lab.kafka(), Instant.now().minus(LOOKED_BACK))
        .legs()
        .forEach((leg, millis) ->
            report.say(
                "%-32s p50 %5d ms, p99 %5d ms (%d)",
                leg,
                millis.getValueAtPercentile(50),
                millis.getValueAtPercentile(99),
                millis.getTotalCount()));
  }

  private static void lost(Lab lab, Instant began, Conversations conversations, Report report)
      throws Exception {
    long missing = conversations.settle(ARRIVAL_MAX);
    report.say(
        "%d s after the end: %d messages missing, %d webhooks unanswered",
        ARRIVAL_MAX.toSeconds(), missing, conversations.unanswered());
    if (missing > 0) {
      Journeys.since(lab.kafka(), began)
          .unfinished()
          .forEach((end, events) ->
              report.say(
                  "seen last as %s: %d, such as %s",
                  end, events.size(), events.subList(0, Math.min(NAMED_MAX, events.size()))));
    }
  }

  private static Map<String, Duration> minus(
      Map<String, Duration> after, Map<String, Duration> before) {
    Map<String, Duration> used = new LinkedHashMap<>();
    after.forEach((name, cpu) -> used.put(name, cpu.minus(before.get(name))));
    return used;
  }
}
