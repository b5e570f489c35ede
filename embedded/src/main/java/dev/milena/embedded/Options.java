package dev.milena.embedded;

import dev.milena.backing.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What {@code up} and {@code demo} have in common. */
class Options {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8000",
      description = "HTTP port (default 8000).")
  int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default 127.0.0.1; 0.0.0.0 for all).")
  String host;

  @Option(names = "--data", paramLabel = "DIR", description = "Data folder (default: data).")
  Optional<Path> data = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file (default: milena.properties).")
  Optional<Path> config = Optional.empty();

  /** Finds out early, in one line each, what would fail later in many. */
  void check() {
    Ports.requireFree(port, "--port");
    config.ifPresent(Options::requireReadable);
  }

  private static void requireReadable(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new Problem(
          "The configuration file " + file + " cannot be read. Name another one with --config.");
    }
  }

  /** The file to read: the named one, else {@code milena.properties} where there is one. */
  Optional<Path> configFile() {
    return config.or(() -> Optional.of(Path.of("milena.properties")).filter(Files::isReadable));
  }

  /** An address under which this machine reaches the hub. */
  String reachableHost() {
    return "0.0.0.0".equals(host) ? "127.0.0.1" : host;
  }
}
