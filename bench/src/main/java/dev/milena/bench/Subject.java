package dev.milena.bench;

import dev.milena.backing.BackingPostgres;
import dev.milena.backing.Ports;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What is measured: a process of its own, ended by its own handle. */
record Subject(Process process, int port) implements AutoCloseable {
  /** More than enough memory, so that the collector is not what is measured. */
  private static final List<String> ORDINARY =
      List.of("-Xms1g", "-Xmx1g", "-XX:+UseCompactObjectHeaders");

  private static final Duration START_MAX = Duration.ofSeconds(60);
  static final String SEALING_KEY = Base64.getEncoder().encodeToString(new byte[32]);

  static Subject baseline(Lab lab, String path) throws Exception {
    String kafka = lab.kafka();
    Topic.ensure(kafka);
    int port = Ports.free();
    Subject subject = new Subject(bare(lab, "baseline", Integer.toString(port), kafka), port);
    subject.awaitAnswer(path, 200, "{}");
    return subject;
  }

  static Subject ingress(Lab lab, Recording recording, Map<String, String> settings)
      throws Exception {
    String kafka = lab.kafka();
    Topic.ensure(kafka);
    Topic.publish(kafka, recording, SEALING_KEY);
    return stage(lab, "ingress", settings, ORDINARY);
  }

  /**
   * @param callsPerAccount so many at once
   */
  static Subject egress(Lab lab, int callsPerAccount) throws Exception {
    return stage(
        lab,
        "egress",
        Map.of("milena.egress.calls.per-account", Integer.toString(callsPerAccount)),
        ORDINARY);
  }

  /** Makes calls for as long as it lives. */
  static Subject calls(Lab lab, int port, int connections, Path call) throws Exception {
    return new Subject(
        bare(lab, "calls", Integer.toString(port), Integer.toString(connections), call.toString()),
        port);
  }

  /** This program itself, told to be one of the baselines. */
  private static Process bare(Lab lab, String name, String... args) throws IOException {
    List<String> all = new ArrayList<>(ORDINARY);
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), name));
    all.addAll(List.of(args));
    return start(lab, all, name);
  }

  /**
   * A stage of the hub, ready.
   *
   * @param options of the JVM
   */
  static Subject stage(Lab lab, String name, Map<String, String> settings, List<String> options)
      throws Exception {
    Path jar = lab.root().resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new IOException(
          "The " + name + " is not built. Run ./milena build first, from the project's root");
    }
    int port = Ports.free();
    List<String> args = new ArrayList<>(options);
    args.addAll(
        List.of(
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.http.host=127.0.0.1",
            "-Dkafka.bootstrap.servers=" + lab.kafka(),
            "-Dmilena.sealing-key=" + SEALING_KEY,
            "-Dmilena.topics.partitions=" + Topic.PARTITIONS,
            "-Dquarkus.otel.exporter.otlp.endpoint=http://127.0.0.1:1"));
    settings.forEach((key, value) -> args.add("-D" + key + "=" + value));
    args.addAll(List.of("-jar", jar.toString()));
    Subject subject = new Subject(start(lab, args, name), port);
    subject.awaitReady();
    return subject;
  }

  /** It listens to nobody: it is there when its first event has come out. */
  static Subject bareRouter(Lab lab) throws IOException {
    return new Subject(bare(lab, "bare-router", lab.kafka()), 0);
  }

  /** A router with two accounts and a route between them, all from its configuration. */
  static Subject router(Lab lab, BackingPostgres postgres) throws Exception {
    return stage(lab, "router", routerSettings(postgres), ORDINARY);
  }

  static Map<String, String> routerSettings(BackingPostgres postgres) {
    return Map.of(
        "quarkus.datasource.jdbc.url", postgres.jdbcUrl(),
        "quarkus.datasource.reactive.url", postgres.reactiveUrl(),
        "quarkus.datasource.username", postgres.user(),
        "milena.chat.accounts.shop.token", "bench",
        "milena.desk.accounts.main.visitor-id", "chat",
        "milena.routes.bench.accounts", "chat/shop",
        "milena.routes.bench.to", "desk/main");
  }

  static Process start(Lab lab, List<String> args, String name) throws IOException {
    Path logs = Lab.logs(lab.root());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    if (lab.recorded()) {
      command.addAll(
          List.of(
              "-XX:FlightRecorderOptions:stackdepth=256",
              "-XX:StartFlightRecording=settings=profile,jdk.CPUTimeSample#enabled=true,filename="
                  + logs.resolve(name + ".jfr")));
    }
    command.addAll(args);
    File log = logs.resolve(name + ".log").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    // No process outlives the run, also when that is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /** What the process has used so far, on all cores. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void awaitReady() throws IOException {
    await("/q/health/ready", "GET", 200, "");
  }

  private void awaitAnswer(String path, int status, String body) throws IOException {
    await(path, "POST", status, body);
  }

  private void await(String path, String method, int wanted, String body) throws IOException {
    long until = System.nanoTime() + START_MAX.toNanos();
    while (System.nanoTime() < until && process.isAlive()) {
      if (status(path, method, body) == wanted) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    throw new IOException("It did not start; look into bench/target/*.log");
  }

  private int status(String path, String method, String body) {
    try {
      HttpURLConnection call =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      call.setRequestMethod(method);
      if (!body.isEmpty()) {
        call.setDoOutput(true);
        call.getOutputStream().write(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      return call.getResponseCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
