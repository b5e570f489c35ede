package dev.milena.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The full cycle: a visitor's or an operator's webhook in, through events, router, Postgres and
 * egress, and the call at the other platform out. As fast as it goes, and what each process uses.
 */
final class CycleBenchmark implements Benchmark {
  /** Enough that every stage has full batches. */
  private static final int AT_A_TIME = 1024;

  private static final Duration MEASURED = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "cycle";
  }

  @Override
  public String title() {
    return "Full cycle, webhook in to call out, both ways, "
        + AT_A_TIME
        + " conversations at a time of "
        + Conversations.CHATS;
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    try (Conversations conversations = new Conversations();
        WholeHub hub = new WholeHub(lab, conversations.accounts(), conversations.routes())) {
      conversations.begin(hub.port());
      try (ClosedLoop _ = new ClosedLoop(conversations, AT_A_TIME)) {
        rest(lab.warmUp());
        for (int round = 1; round <= lab.rounds(); round++) {
          measure(conversations, hub, report);
        }
      }
      report.say("doubled: %d", conversations.doubled());
    }
    report.say("CPU us: that of the three stages together, for each message.");
    report.say(
        "For comparison, as stated, not measured here: the same cycle as FastAPI, asyncpg and httpx,"
            + " one worker, 710/s, 1400 us of CPU each, p99 1 s.");
  }

  private static void measure(Conversations conversations, WholeHub hub, Report report) {
    conversations.takeMicros();
    conversations.takeAnswers();
    long arrived = conversations.arrived();
    long refused = conversations.refused();
    Map<String, Duration> before = hub.used();
    Duration stagesBefore = hub.stages();
    long from = System.nanoTime();
    rest(MEASURED);
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

  private static Map<String, Duration> minus(
      Map<String, Duration> after, Map<String, Duration> before) {
    Map<String, Duration> used = new LinkedHashMap<>();
    after.forEach((name, cpu) -> used.put(name, cpu.minus(before.get(name))));
    return used;
  }

  static void rest(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
