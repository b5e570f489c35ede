package dev.milena.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs benchmarks and writes what they found to {@code bench/results}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures the hub beside the least that could do the same work; all of it takes about 25"
            + " minutes. Quiet machines tell the truth.",
    subcommands = {Broker.Run.class, Baseline.Run.class, RouterBaseline.class, CallLoop.Run.class})
public final class Main implements Callable<Integer> {
  private static final Path ROOT = Path.of("").toAbsolutePath();

  @Parameters(
      paramLabel = "NAME",
      description = "Which ones; all of them unless said: ${COMPLETION-CANDIDATES}",
      completionCandidates = Names.class)
  private List<String> names = List.of();

  @Option(
      names = "--rounds",
      description = "How often each side has its turn, unless each benchmark's own number")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description =
          "How long each side works before it is measured, unless as long as its code takes to be"
              + " compiled; a JVM that has run for 10 s shows half of what it can")
  private Optional<Integer> warmUp = Optional.empty();

  @Option(
      names = "--measure",
      paramLabel = "SECONDS",
      description = "How long each side is measured in a round (default: ${DEFAULT-VALUE})")
  private int measured = 10;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      description = "Where results go (default: ${DEFAULT-VALUE})")
  private Path results = Path.of("bench", "results");

  @Option(
      names = "--record",
      description = "Have subjects write flight recordings to bench/target; slows them")
  private boolean recorded;

  @Spec private CommandLine.Model.CommandSpec spec;

  /** What may be asked for. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Benchmarks.names());
    }
  }

  public static void main(String... args) {
    // Netty's and Kafka's threads would keep the process.
    System.exit(new CommandLine(new Main()).execute(args));
  }

  /** For a process that does its work until somebody ends it. */
  static int untilEnded() throws InterruptedException {
    Thread.currentThread().join();
    return 0;
  }

  @Override
  public Integer call() throws Exception {
    List<Benchmark> chosen =
        names.isEmpty() ? Benchmarks.ALL : names.stream().map(this::benchmark).toList();
    boolean failed = false;
    for (Benchmark benchmark : chosen) {
      failed |= !runs(benchmark);
    }
    return failed ? 1 : 0;
  }

  /** One that fails does not take the others' time with it. */
  private boolean runs(Benchmark benchmark) throws InterruptedException {
    try {
      run(benchmark);
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      System.err.println(benchmark.name() + " has no result: " + e);
      return false;
    }
  }

  private Benchmark benchmark(String name) {
    return Benchmarks.find(name)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "There is no benchmark '" + name + "'. There are: " + Benchmarks.names()));
  }

  private void run(Benchmark benchmark) throws Exception {
    System.err.printf(
        "%s: %s (%d minutes)%n", benchmark.name(), benchmark.title(), benchmark.minutes());
    Path folder = Files.createTempDirectory("milena-bench-");
    Report report = new Report(benchmark.title());
    try (Broker broker = Broker.start(ROOT, folder.resolve("kafka"), List.of())) {
      benchmark.measurement().run(lab(benchmark, broker, folder), report);
    } finally {
      delete(folder);
    }
    System.out.println(report.text());
    report.write(results.resolve(benchmark.name() + ".txt"));
  }

  private Lab lab(Benchmark benchmark, Broker broker, Path folder) {
    return new Lab(
        ROOT,
        broker,
        folder,
        rounds.orElse(benchmark.rounds()),
        warmUp.map(Duration::ofSeconds).orElse(benchmark.warmUp()),
        Duration.ofSeconds(measured),
        List.of(),
        recorded);
  }

  /** A run leaves gigabytes of Kafka's log. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
