package dev.milena.platform.telegram;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A bot that runs on node, on a library from npm, as a process of its own. */
final class RealClient {
  private static final Path SOURCES = Path.of("src/test/node");
  private static final Path INSTALLED = Path.of("target/node-client");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "client.mjs");
  private static final long INSTALL_SECONDS = 120;
  private static final long ANSWER_SECONDS = 30;

  private final Process process;
  private final BlockingQueue<JsonNode> said = new LinkedBlockingQueue<>();

  private RealClient(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::listen);
  }

  /** Installs and starts it; where there is no node or no registry, says so and skips the test. */
  static RealClient start(String apiRoot, String token) throws IOException, InterruptedException {
    assumeTrue(
        isThere("node") && isThere("npm"),
        "node is not installed: the simulator is not tried with a real client");
    install();
    return new RealClient(
        new ProcessBuilder("node", "client.mjs", apiRoot, token)
            .directory(INSTALLED.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(INSTALLED);
    for (String file : FILES) {
      Files.copy(
          SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Path log = INSTALLED.resolve("install.log");
    Process npm =
        new ProcessBuilder(
                "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts")
            .directory(INSTALLED.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
      npm.destroyForcibly();
    }
    if (npm.waitFor() != 0) {
      String why = Files.readString(log);
      assumeTrue(
          !why.matches(
              "(?s).*(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENOTCACHED|ECONNRESET).*"),
          "npm reaches no registry: the simulator is not tried with a real client");
      throw new IllegalStateException("npm ci failed, see " + log.toAbsolutePath());
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines
          .lines()
          .map(line -> Json.tree(line.getBytes(StandardCharsets.UTF_8)))
          .forEach(said::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it says it did, in the order in which it did it. */
  JsonNode next(String did) throws InterruptedException {
    JsonNode next = said.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
    if (next == null || !next.path("did").asText().equals(did)) {
      throw new AssertionError("Expected the client to say '" + did + "', it said " + next);
    }
    return next;
  }

  void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
