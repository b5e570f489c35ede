package dev.milena.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
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
        "Measures the hub beside the least that could do the same work. Quiet machines tell the"
            + " truth.",
    subcommands = {Broker.Run.class, Baseline.Run.class, RouterBaseline.class, CallLoop.Run.class})
public final class Main implements Callable<Integer> {
  private static final List<Benchmark> BENCHMARKS =
      List.of(
          new WebhookBenchmark(),
          new RouterBenchmark(),
          new EgressBenchmark(),
          new LatencyBenchmark(),
          new CycleBenchmark(),
          new VariantsBenchmark(),
          new FootprintBenchmark());

  private static final Path ROOT = Path.of("").toAbsolutePath();

  @Parameters(
      paramLabel = "NAME",
      description = "Which ones; all of them unless said: ${COMPLETION-CANDIDATES}",
      completionCandidates = Names.class)
  private List<String> names = List.of();

  @Option(
      names = "--rounds",
      description = "How often each side has its turn (default: ${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description =
          "How long each side works before it is measured (default: ${DEFAULT-VALUE}); a JVM that"
              + " has run for 10 s shows half of what it can")
  private int warmUp = 30;

  @Option(
      names = "--record",
      description = "Have subjects write flight recordings to bench/target; slows them")
  private boolean recorded;

  @Spec private CommandLine.Model.CommandSpec spec;

  /** What may be asked for. */
  static final class Names extends java.util.ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(BENCHMARKS.stream().map(Benchmark::name).toList());
    }
  }

  public static void main(String... args) {
    // Netty's and Kafka's threads would keep the process.
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    List<Benchmark> chosen =
        names.isEmpty() ? BENCHMARKS : names.stream().map(this::benchmark).toList();
    for (Benchmark benchmark : chosen) {
      run(benchmark);
    }
    return 0;
  }

  private Benchmark benchmark(String name) {
    return BENCHMARKS.stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "There is no benchmark '" + name + "'. There are: " + new Names()));
  }

  private void run(Benchmark benchmark) throws Exception {
    System.err.println(benchmark.name() + ": " + benchmark.title());
    Path folder = Files.createTempDirectory("milena-bench-");
    Report report = new Report(benchmark.title());
    try (Broker broker = Broker.start(ROOT, folder.resolve("kafka"))) {
      benchmark.run(
          new Lab(ROOT, broker, folder, rounds, Duration.ofSeconds(warmUp), recorded), report);
    }
    System.out.println(report.text());
    report.write(Path.of("bench", "results", benchmark.name() + ".txt"));
  }
}
