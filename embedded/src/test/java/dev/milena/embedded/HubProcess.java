package dev.milena.embedded;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The hub, or a part of it, as a person starts it: a process of its own, from what is packaged. */
final class HubProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Path ROUTER = Path.of("../router").resolve(JAR);

  /** For one that does little and is started often. */
  private static final List<String> SOON_THERE =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** How fast it starts is not asked here: beside a whole build nothing is fast. */
  static final Duration READY_MAX = Duration.ofMinutes(4);

  private final Process process;
  private final File output;

  private HubProcess(Process process, File output) {
    this.process = process;
    this.output = output;
  }

  static HubProcess start(Path folder, String... args) throws IOException {
    return launch(folder, JAR, List.of("-Xmx768m", "-XX:TieredStopAtLevel=1"), List.of(args));
  }

  /** A router alone, with these settings. */
  static HubProcess router(Path folder, Map<String, String> settings) throws IOException {
    List<String> options = new ArrayList<>(SOON_THERE);
    settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
    return launch(folder, ROUTER, options, List.of());
  }

  private static HubProcess launch(Path folder, Path jar, List<String> options, List<String> args)
      throws IOException {
    if (!Files.exists(jar)) {
      throw new IOException("The application is not packaged: run ./milena test, or ./mvnw verify");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    command.addAll(args);
    File output = Files.createTempFile(folder, "hub-", ".out").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    return new HubProcess(process, output);
  }

  /** Writes settings as a person would, into a file. */
  static Path config(Path folder, Map<String, String> settings) throws IOException {
    List<String> lines =
        settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    return Files.write(folder.resolve("milena.properties"), lines);
  }

  /** Waits until the hub says that it is ready. */
  void awaitReady(int port) {
    Awaitility.await()
        .atMost(READY_MAX)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the hub ended", () -> !process.isAlive())
        .until(() -> status(port) == 200);
  }

  private static int status(int port) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
      HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** SIGKILL: no goodbye. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; returns the exit status. */
  int stop() throws InterruptedException {
    process.destroy();
    return awaitEnd(Duration.ofSeconds(40));
  }

  int awaitEnd(Duration max) throws InterruptedException {
    if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the hub did not end within " + max);
    }
    return process.exitValue();
  }

  String output() throws IOException {
    return Files.readString(output.toPath());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
