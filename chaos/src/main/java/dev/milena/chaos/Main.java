package dev.milena.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * {@code ./milena chaos}. Exit status: 0 every promise was kept, 1 one was broken, 2 wrong use or
 * it could not be played.
 */
@CommandLine.Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = "Plays faults while people write, and counts what was lost, doubled or swapped.")
final class Main implements Callable<Integer> {
  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long faults go on (default 10).")
  double minutes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "20",
      description = "Messages a second, both ways together (default 20).")
  double rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the plan and of who writes (default: a new one, which is printed).")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--faults",
      paramLabel = "NAME",
      split = ",",
      description = "Only these (default: all; --list names them).")
  List<String> faults = List.of();

  @Option(
      names = "--once",
      description = "Each of the faults once, however long it takes; instead of --minutes.")
  boolean once;

  @Option(
      names = "--beside",
      paramLabel = "REVISION",
      description =
          "A rolling upgrade from that revision to what is here, and back, instead of --minutes and"
              + " --faults. ./milena builds it; or a folder in which it is built.")
  Optional<Path> beside = Optional.empty();

  @Option(names = "--list", description = "Name the faults and do nothing.")
  boolean list;

  @Option(
      names = "--late",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long a message may take (default 60).")
  long lateSeconds;

  @Option(
      names = "--platforms",
      paramLabel = "NAME",
      split = ",",
      description = "Where people write (default: on every platform that has a simulator).")
  List<String> platforms = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for data and logs (default: a new one).")
  Optional<Path> data = Optional.empty();

  @Option(names = "--root", hidden = true, defaultValue = ".", description = "Of the project.")
  Path root;

  public static void main(String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler((failure, at, parsed) -> {
      at.getErr()
          .println("milena: " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
      return CommandLine.ExitCode.USAGE;
    });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      Plan.all(Duration.ZERO).forEach(f -> System.out.println(f.name()));
      return 0;
    }
    Path folder = folder();
    boolean good =
        new Run(
                new Run.Settings(
                    root.toAbsolutePath().normalize(),
                    folder,
                    once ? Duration.ZERO : Duration.ofMillis(Math.round(minutes * 60_000)),
                    Run.CALM,
                    rate,
                    seed.orElseGet(() -> (long) new Random().nextInt(1_000_000)),
                    faults,
                    Duration.ofSeconds(lateSeconds),
                    platforms,
                    beside.map(tree -> tree.toAbsolutePath().normalize())),
                System.out)
            .play();
    if (data.isEmpty()) {
      delete(folder.resolve("kafka"));
      delete(folder.resolve("postgres"));
      if (good) {
        delete(folder);
      }
    }
    return good ? 0 : 1;
  }

  /** Nobody asked for it to be kept: of a broken promise the logs are enough. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private Path folder() throws IOException {
    return data.isPresent()
        ? Files.createDirectories(data.get())
        : Files.createTempDirectory("milena-chaos-");
  }
}
