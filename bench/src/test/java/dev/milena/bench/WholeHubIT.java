package dev.milena.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks of the whole hub, played by few people and for a moment. */
class WholeHubIT {
  private static final Crowd FEW = new Crowd(4, 2, 8);
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** What is measured does not matter here, and the large compiler costs more than the rest. */
  private static final List<String> SOON_THERE = List.of("-XX:TieredStopAtLevel=1");

  @TempDir private Path folder;

  @Test
  void messagesGoRoundOnceAndItIsSaidWhereTheyWere() throws Exception {
    // When
    String report = run("cycle", new CycleBenchmark(FEW));

    // Then
    assertThat(report)
        .contains("webhook read to event", "router", "Postgres")
        .contains("0 messages missing", "doubled: 0");
  }

  @Test
  void aRateThatHoldsIsFoundAndLatencyIsMeasuredAtSharesOfIt() throws Exception {
    // When
    String report = run("latency", new LatencyBenchmark(FEW, 2));

    // Then
    assertThat(report).contains("highest rate", "doubled: 0");
    assertThat(rateOf(report, "90 %")).isGreaterThan(rateOf(report, "10 %"));
  }

  private String run(String name, Benchmark.Measurement measurement) throws Exception {
    Duration moment = Duration.ofSeconds(1);
    Report report = new Report(name);
    try (Broker broker = Broker.start(ROOT, folder.resolve("kafka"))) {
      measurement.run(new Lab(ROOT, broker, folder, 1, moment, moment, SOON_THERE, false), report);
    }
    return report.text();
  }

  /** The third column of the first row of that name. */
  private static double rateOf(String report, String subject) {
    String row =
        report.lines().filter(line -> line.startsWith(subject + " ")).findFirst().orElseThrow();
    return Double.parseDouble(row.substring(subject.length()).strip().split("\\s+")[1]);
  }
}
