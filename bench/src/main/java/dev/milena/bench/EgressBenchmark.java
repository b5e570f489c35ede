package dev.milena.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.bus.TopicPartitioner;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Command to delivered: the hub's egress, from Kafka to the platform and what became of it back to
 * Kafka, beside bare Vert.x that only makes the calls. As many calls at once on both sides.
 */
final class EgressBenchmark implements Benchmark.Measurement {
  private static final int CONNECTIONS = 64;
  private static final int CHATS = 1024;

  /** A loop of a few methods is compiled by then. */
  private static final Duration COMPILED = Duration.ofSeconds(20);

  static final String TITLE = "Command to delivered, at most " + CONNECTIONS + " calls at once";

  @Override
  public void run(Lab lab, Report report) throws Exception {
    SimulatorFactory desk =
        SimulatorFactory.all().stream().filter(SimulatorFactory::desk).findFirst().orElseThrow();
    try (PlatformSimulator simulator = desk.start()) {
      for (int round = 1; round <= lab.rounds(); round++) {
        Sink.Call call = egress(lab, simulator, report);
        calls(lab, simulator, call, report);
      }
    }
    report.ratio("egress", "bare calls");
  }

  /** One on each partition: they are owned, and limited, one by one. */
  private static List<AccountRef> accounts(String platform) {
    return IntStream.range(0, Topic.PARTITIONS)
        .mapToObj(number ->
            IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new AccountRef(platform, "bench" + i))
                .filter(ref -> TopicPartitioner.partitionOf(ref, Topic.PARTITIONS) == number)
                .findFirst()
                .orElseThrow())
        .toList();
  }

  private static Sink.Call egress(Lab lab, PlatformSimulator simulator, Report report)
      throws Exception {
    String kafka = lab.kafka();
    List<AccountRef> accounts = accounts(simulator.platform());
    try (Pump pump = new Pump(kafka, accounts, CHATS);
        Sink sink = new Sink(simulator.baseUrl(), pump::arrived)) {
      Topic.ensure(kafka);
      for (AccountRef account : accounts) {
        ObjectNode told = simulator.open(account, "http://127.0.0.1:1");
        Topic.publish(kafka, account, sink.settings(told), Subject.SEALING_KEY);
      }
      try (Subject subject = Subject.egress(lab, CONNECTIONS / accounts.size())) {
        pump.start();
        Sink.Call first = sink.first();
        report.add("egress", measure(lab, lab.warmUp(), subject, sink, pump::takeMicros));
        return first;
      }
    }
  }

  private static void calls(Lab lab, PlatformSimulator simulator, Sink.Call call, Report report)
      throws Exception {
    Duration warmUp = lab.warmUp().compareTo(COMPILED) < 0 ? lab.warmUp() : COMPILED;
    Path file = lab.folder().resolve("call");
    CallLoop.write(call, file);
    try (Sink sink = new Sink(simulator.baseUrl(), chat -> {});
        Subject subject = Subject.calls(lab, sink.port(), CONNECTIONS, file)) {
      sink.first();
      report.add("bare calls", measure(lab, warmUp, subject, sink, () -> new Histogram(3)));
    }
  }

  /**
   * @param micros how long calls took since it was asked last
   */
  private static Sample measure(
      Lab lab, Duration warmUp, Subject subject, Sink sink, Supplier<Histogram> micros) {
    Waits.rest(warmUp);
    micros.get();
    long calls = sink.calls();
    Duration cpu = subject.used();
    long from = System.nanoTime();
    Waits.rest(lab.measured());
    double seconds = (System.nanoTime() - from) / 1e9;
    long made = sink.calls() - calls;
    Duration used = subject.used().minus(cpu);
    return new Sample(made / seconds, 0, micros.get(), used.dividedBy(Math.max(1, made)));
  }
}
