package dev.milena.backing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@link Hub} in a JVM of its own, for tests to kill. */
final class HubProcess implements AutoCloseable {
  /** Far more than it needs (4 s), so that a hung one fails its test and not the build. */
  private static final Duration LIFE_MAX = Duration.ofSeconds(40);

  private final Process process;
  private final BufferedReader output;

  private HubProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
    Thread.ofVirtual().start(this::endWhenOverdue);
  }

  static HubProcess start(String role, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                Hub.class.getName(),
                role,
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new HubProcess(process);
  }

  private void endWhenOverdue() {
    try {
      if (!process.waitFor(LIFE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  long pid() {
    return process.pid();
  }

  /** The next line that it prints; null when it has ended. */
  String line() throws IOException {
    return output.readLine();
  }

  /**
   * SIGKILL, and waits until it is gone. By its handle: {@link Process} would close the output
   * along with it.
   */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  /** What it had still printed before it ended. */
  List<String> lastLines() {
    return output.lines().toList();
  }

  @Override
  public void close() {
    kill();
  }
}
