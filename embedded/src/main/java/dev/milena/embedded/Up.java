package dev.milena.embedded;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/**
 * The hub for real: what is in the data folder stays, and a start after any stop goes on where it
 * was.
 */
@CommandLine.Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description =
        "Starts the hub with a Kafka and a Postgres of its own; data stays in the data folder.")
class Up implements Callable<Integer> {
  @CommandLine.Mixin Options options;

  @Override
  public Integer call() {
    options.check();
    return new Hub(options).run(options.data.orElse(Path.of("data")), Application.class);
  }

  /** Tells a newcomer what to do next, and waits. */
  public static class Application implements QuarkusApplication {
    private final Welcome welcome;

    Application(Welcome welcome) {
      this.welcome = welcome;
    }

    @Override
    public int run(String... args) {
      welcome.print(System.out);
      Quarkus.waitForExit();
      return 0;
    }
  }
}
