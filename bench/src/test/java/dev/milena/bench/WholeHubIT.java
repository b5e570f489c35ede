package dev.milena.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks of the whole hub, played by few people and for a moment. */
class WholeHubIT {
  private static final Crowd FEW = new Crowd(4, 2, 8);
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** What is measured does not matter here, and the large compiler costs more than the rest. */
  private static final List<String> SOON_THERE = List.of("-XX:TieredStopAtLevel=1");

  /** A moment: the machine is as busy as it can be for as long as that. */
  private static final Duration MOMENT = Duration.ofMillis(500);

  @TempDir private static Path folder;

  private static Lab lab;
  private static Broker broker;
  private static Conversations conversations;
  private static WholeHub hub;

  @BeforeAll
  static void start() throws Exception {
    broker = Broker.start(ROOT, folder.resolve("kafka"), SOON_THERE);
    lab = new Lab(ROOT, broker, folder, 1, MOMENT, MOMENT, SOON_THERE, false);
    conversations = new Conversations(FEW);
    hub = WholeHub.of(conversations, lab);
  }

  @AfterAll
  static void end() throws Exception {
    try (Broker _ = broker;
        Conversations _ = conversations;
        WholeHub _ = hub) {
      // The hub first.
    }
  }

  @Test
  void messagesGoRoundOnceAndItIsSaidWhereTheyWere() throws Exception {
    // Given
    Report report = new Report("cycle");

    // When
    new CycleBenchmark(FEW).run(lab, conversations, hub, report);

    // Then
    assertThat(report.text())
        .contains("webhook read to event", "router", "Postgres")
        .contains("0 messages missing", "doubled: 0");
  }

  @Test
  void aRateThatHoldsIsFoundAndLatencyIsMeasuredAtSharesOfIt() throws Exception {
    // Given
    Report report = new Report("latency");

    // When
    new LatencyBenchmark(FEW, 2).run(lab, conversations, hub, report);

    // Then
    assertThat(report.text()).contains("highest rate", "doubled: 0");
    assertThat(rateOf(report.text(), "90 %")).isGreaterThan(rateOf(report.text(), "10 %"));
  }

  /** The third column of the first row of that name. */
  private static double rateOf(String report, String subject) {
    String row =
        report.lines().filter(line -> line.startsWith(subject + " ")).findFirst().orElseThrow();
    return Double.parseDouble(row.substring(subject.length()).strip().split("\\s+")[1]);
  }
}
