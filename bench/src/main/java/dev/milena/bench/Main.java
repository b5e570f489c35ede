package dev.milena.bench;

import dev.milena.backing.BackingKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Measures webhook to acknowledged: the hub's ingress beside the least that could do the same work,
 * one after the other, in the same run, on the same broker. Numbers of one machine say little; the
 * ratio says what the hub costs.
 *
 * <p>{@code baseline PORT KAFKA} runs only the baseline: each side is a process of its own.
 */
public final class Main {
  private static final int CONNECTIONS = 64;
  private static final int CHATS = 1000;

  /** Without it a JVM shows about 60 % of what it can. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private static final Duration MEASURED = Duration.ofSeconds(10);

  private Main() {}

  public static void main(String... args) throws Exception {
    if (args.length == 3 && "baseline".equals(args[0])) {
      Baseline.run(Integer.parseInt(args[1]), args[2]);
      return;
    }
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 2;
    Path folder = Files.createTempDirectory("milena-bench-");
    try (BackingKafka kafka =
        BackingKafka.start(BackingKafka.Options.in(folder.resolve("kafka")).forgetful())) {
      Report report = new Report();
      for (int round = 1; round <= rounds; round++) {
        System.err.printf("round %d of %d: baseline …%n", round, rounds);
        report.add("baseline", baseline(kafka));
        System.err.printf("round %d of %d: hub …%n", round, rounds);
        report.add("hub", hub(kafka, folder));
      }
      report.print(System.out);
      report.write(Path.of("bench", "results"));
    }
    System.exit(0);
  }

  private static Load.Result baseline(BackingKafka kafka) throws Exception {
    Recording recording = Recording.take();
    try (Subject subject = Subject.baseline(kafka.bootstrapServers(), recording.path())) {
      return measure(subject, recording);
    }
  }

  private static Load.Result hub(BackingKafka kafka, Path folder) throws Exception {
    Recording recording = Recording.take();
    try (Subject subject = Subject.hub(kafka.bootstrapServers(), recording, folder)) {
      return measure(subject, recording);
    }
  }

  private static Load.Result measure(Subject subject, Recording recording) throws IOException {
    try (Load load = new Load(subject.port(), recording, CONNECTIONS, CHATS)) {
      load.run(WARM_UP);
      return load.run(MEASURED);
    }
  }
}
