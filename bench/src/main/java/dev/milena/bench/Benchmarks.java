package dev.milena.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All that can be measured, the cheapest first. */
final class Benchmarks {
  static final List<Benchmark> ALL =
      List.of(
          new Benchmark(
              "footprint", FootprintBenchmark.TITLE, 1, seconds(0), 2, new FootprintBenchmark()),
          new Benchmark(
              "platforms", PlatformsBenchmark.TITLE, 1, seconds(4), 3, new PlatformsBenchmark()),
          new Benchmark(
              "webhook", WebhookBenchmark.TITLE, 2, seconds(25), 3, new WebhookBenchmark()),
          new Benchmark("router", RouterBenchmark.TITLE, 2, seconds(30), 4, new RouterBenchmark()),
          new Benchmark("egress", EgressBenchmark.TITLE, 1, seconds(75), 3, new EgressBenchmark()),
          new Benchmark(
              "cycle", CycleBenchmark.TITLE, 3, seconds(120), 4, new CycleBenchmark(Crowd.LARGE)),
          new Benchmark(
              "latency",
              LatencyBenchmark.TITLE,
              1,
              seconds(75),
              4,
              new LatencyBenchmark(Crowd.LARGE, 6)),
          new Benchmark(
              "variants", VariantsBenchmark.TITLE, 1, seconds(15), 5, new VariantsBenchmark()));

  private Benchmarks() {}

  static Optional<Benchmark> find(String name) {
    return ALL.stream().filter(b -> b.name().equals(name)).findFirst();
  }

  static List<String> names() {
    return ALL.stream().map(Benchmark::name).toList();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
