package dev.milena.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.milena.backing.Ports;
import dev.milena.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One replica of a stage: a process that can be killed, told to stop, frozen, and started again on
 * the same port. Not thread-safe but for {@link #ready} and {@link #port}.
 */
final class Replica implements AutoCloseable {
  /** Six of them on two cores take 35 s, beside a build 95 s. */
  private static final Duration START_MAX = Duration.ofSeconds(180);

  /** A stage ends within 30 s of SIGTERM; Kubernetes kills it then. */
  private static final Duration STOP_MAX = Duration.ofSeconds(30);

  private static final String STREAM = "stream ";

  private static final Duration PROBE_MAX = Duration.ofSeconds(1);

  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PROBE_MAX).build();

  private final Stage stage;
  private final String name;
  private final Path log;
  private final Map<String, String> settings;
  private final int port = Ports.free();

  /** Another version from the next start on, where it was told so. */
  private volatile Path jar;

  /** Null until the first start. */
  private volatile Process process;

  Replica(Stage stage, String name, Path root, Path logs, Map<String, String> settings) {
    this.stage = stage;
    this.name = name;
    this.jar = stage.jar(root);
    this.log = logs.resolve(name + ".log");
    this.settings = Map.copyOf(settings);
  }

  Stage stage() {
    return stage;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  Path log() {
    return log;
  }

  /** From the next start on it runs what is built there. */
  void takeFrom(Path root) {
    jar = stage.jar(root);
  }

  /** Starts it, with these settings beside its own; returns at once. */
  void start(Map<String, String> more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Small and soon there: six of them share the machine with Kafka, Postgres and the platforms.
    command.addAll(
        List.of(
            "-Xmx160m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.http.host=127.0.0.1"));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    more.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", jar.toString()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  void start() throws IOException {
    start(Map.of());
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Whether it says that it can do its work; a frozen one says nothing. */
  boolean ready() {
    return isAlive() && get("/q/health/ready").map(r -> r.statusCode() == 200).orElse(false);
  }

  void awaitReady() throws IOException, InterruptedException {
    Facts.await(name + " is ready (see " + log + ")", START_MAX, () -> ready() || !isAlive());
    if (!isAlive()) {
      throw new IOException(name + " ended while it started; see " + log);
    }
  }

  /** A gauge of its metrics, summed over all tags; 0 where it does not answer. */
  double gauge(String metric) {
    return get("/q/metrics")
        .map(HttpResponse::body)
        .map(text ->
            text.lines()
                .filter(l -> l.startsWith(metric + "{") || l.startsWith(metric + " "))
                .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
                .sum())
        .orElse(0.0);
  }

  /** How the streams are that it has, by account; empty where it does not answer. */
  Map<String, String> streams() {
    Map<String, String> streams = new TreeMap<>();
    get("/q/health/ready").map(r -> Json.tree(r.body().getBytes(UTF_8))).stream()
        .flatMap(health -> health.path("checks").valueStream())
        .flatMap(check -> check.path("data").properties().stream())
        .filter(data -> data.getKey().startsWith(STREAM))
        .forEach(d -> streams.put(d.getKey().substring(STREAM.length()), d.getValue().asText()));
    return streams;
  }

  private java.util.Optional<HttpResponse<String>> get(String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PROBE_MAX).build();
    try {
      return java.util.Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException notYet) {
      return java.util.Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return java.util.Optional.empty();
    }
  }

  /** SIGKILL: no goodbye. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; killed when it does not end. Returns whether it ended by itself. */
  boolean stop() throws InterruptedException {
    process.destroy();
    if (process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    kill();
    return false;
  }

  /** SIGSTOP: it stands still and notices nothing. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException(name + " could not be sent SIG" + signal);
    }
  }

  @Override
  public void close() {
    if (!isAlive()) {
      return;
    }
    // SIGKILL ends a frozen process too.
    process.destroyForcibly();
  }

  @Override
  public String toString() {
    return name;
  }
}
