package dev.milena.bench;

import dev.milena.backing.BackingPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Events to commands and accepted events: the hub's router beside {@link RouterBaseline}, on the
 * same broker, with messages of 1 to 100 000 conversations that the router knows and has linked.
 *
 * <p>A backlog is appended, and the draining of what is left of it is timed once the last of it is
 * safe, so that writing the load is not measured along. Postgres runs as in production, with every
 * commit on disk; its CPU time counts as the router's.
 */
final class RouterBenchmark implements Benchmark.Measurement {
  private static final List<Integer> CONVERSATIONS = List.of(1, 1_000, 10_000, 100_000);

  /** A drain of some seconds, and one message of each of the most conversations. */
  private static final int EVENTS = 100_000;

  private static final Duration DRAIN_MAX = Duration.ofMinutes(2);

  static final String TITLE = "Events to commands and accepted events, backlogs of " + EVENTS;

  @Override
  public void run(Lab lab, Report report) throws Exception {
    String kafka = lab.kafka();
    try (BackingPostgres postgres =
            BackingPostgres.start(BackingPostgres.Options.in(lab.folder().resolve("postgres")));
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka));
        Traffic traffic = new Traffic(kafka)) {
      RouterTopics.BARE.make(admin);
      try (Subject bare = Subject.bareRouter(lab);
          Subject router = Subject.router(lab, postgres)) {
        Cpu alone = bare.child().cpu();
        Cpu both = router.child().cpu().and(Cpu.ofPostgres(lab.folder().resolve("postgres")));
        Side baseline = new Side(RouterTopics.BARE, traffic, admin, alone);
        Side hub = new Side(RouterTopics.HUB, traffic, admin, both);
        baseline.drain(EVENTS);
        report.add("router, first sight", hub.drain(EVENTS));
        long until = System.nanoTime() + lab.warmUp().toNanos();
        while (System.nanoTime() < until) {
          baseline.drain(EVENTS);
          hub.drain(EVENTS);
        }
        for (int round = 1; round <= lab.rounds(); round++) {
          for (int conversations : CONVERSATIONS) {
            report.add("bare, " + conversations, baseline.drain(conversations));
            report.add("router, " + conversations, hub.drain(conversations));
          }
        }
      }
    }
    CONVERSATIONS.forEach(c -> report.ratio("router, " + c, "bare, " + c));
    report.ratio("router, 100000", "router, 1");
    // What an event costs with ten and a hundred times as many conversations.
    report.ratio("router, 10000", "router, 1000");
    report.ratio("router, 100000", "router, 1000");
  }

  private record Side(RouterTopics topics, Traffic traffic, Admin admin, Cpu cpu) {
    Sample drain(int conversations) throws Exception {
      long end = end() + EVENTS;
      Duration cpuBefore = cpu.used();
      traffic.append(topics.events(), EVENTS, conversations);
      long from = System.nanoTime();
      long left = end - end();
      if (!Waits.until(DRAIN_MAX, () -> end() >= end)) {
        throw new IllegalStateException(
            (end - end()) + " events have not come out within " + DRAIN_MAX);
      }
      double seconds = (System.nanoTime() - from) / 1e9;
      return new Sample(
          left / seconds, 0, new Histogram(3), cpu.used().minus(cpuBefore).dividedBy(EVENTS));
    }

    /** How many events have come out so far. */
    private long end() throws Exception {
      Map<TopicPartition, OffsetSpec> ends =
          IntStream.range(0, Topic.PARTITIONS)
              .mapToObj(p -> new TopicPartition(topics.accepted(), p))
              .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(place -> place.offset())
          .sum();
    }
  }
}
