package dev.milena.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What every benchmark stands on: a broker of its own, a folder, and how long to look.
 *
 * @param root of the project, where the stages are built and logs go
 * @param broker a broker of its own, empty when the run began; it forgets everything after
 * @param folder for what subjects leave behind
 * @param rounds how often each side has its turn
 * @param warmUp how long each side works before it is measured
 * @param recorded whether subjects write a flight recording beside their logs, which slows them
 */
record Lab(Path root, Broker broker, Path folder, int rounds, Duration warmUp, boolean recorded) {
  /** For what processes say. */
  static Path logs(Path root) throws IOException {
    return Files.createDirectories(root.resolve("bench").resolve("target"));
  }

  /** Where the broker listens. */
  String kafka() {
    return broker.bootstrapServers();
  }
}
