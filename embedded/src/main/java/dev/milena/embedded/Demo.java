package dev.milena.embedded;

import dev.milena.platform.testkit.SimulatorFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The same hub with simulated platforms: plays the full cycle, shows it, checks it. */
@CommandLine.Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Plays the full cycle against simulated platforms: no token, no network.")
class Demo implements Callable<Integer> {
  @CommandLine.Mixin Options options;

  @Option(
      names = "--keep",
      description = "Leave everything running afterwards, with the addresses printed.")
  boolean keep;

  @Option(
      names = "--platform",
      paramLabel = "P",
      description =
          "The platform to see: where visitors write or, where it is one on which people answer,"
              + " where operators do.")
  Optional<String> platform = Optional.empty();

  @Option(
      names = "--burst",
      paramLabel = "N",
      defaultValue = "100",
      description = "Messages in the burst (default 100).")
  int burst;

  @Override
  public Integer call() {
    options.check();
    platform.ifPresent(Demo::checkThatItIsPlayed);
    SimulatorFactory visitors = cast(false);
    SimulatorFactory desk = cast(true);
    try (DemoCast cast =
        DemoCast.open(visitors, desk, "http://" + options.reachableHost() + ":" + options.port)) {
      DemoStage.set(new DemoStage(cast, burst, keep));
      return new Hub(options).with(cast.settings()).run(folder(), DemoStage.Application.class);
    }
  }

  private static void checkThatItIsPlayed(String platform) {
    List<String> played = SimulatorFactory.all().stream().map(SimulatorFactory::platform).toList();
    if (!played.contains(platform)) {
      throw new Problem(
          "no platform named "
              + platform
              + " can be played. There are: "
              + String.join(", ", played));
    }
  }

  /**
   * Of those on which people answer, or of the others: the one that was asked for, or the first.
   */
  private SimulatorFactory cast(boolean desk) {
    List<SimulatorFactory> all =
        SimulatorFactory.all().stream().filter(f -> f.desk() == desk).toList();
    return all.stream()
        .filter(f -> platform.filter(f.platform()::equals).isPresent())
        .findFirst()
        .orElseGet(all::getFirst);
  }

  /**
   * A folder of its own each time, so that the demo starts with strangers; {@code --data} keeps
   * one.
   */
  private Path folder() {
    return options.data.orElseGet(() -> {
      try {
        Path fresh = Files.createTempDirectory("milena-demo-");
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> Folders.deleteLater(fresh), "milena-demo-clean"));
        return fresh;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
