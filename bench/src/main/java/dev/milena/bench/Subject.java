package dev.milena.bench;

import dev.milena.backing.BackingPostgres;
import dev.milena.backing.Ports;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What is measured: a process of its own. */
record Subject(Child child, int port) implements AutoCloseable {
  /** More than enough memory, so that the collector is not what is measured. */
  private static final List<String> ORDINARY =
      List.of("-Xms1g", "-Xmx1g", "-XX:+UseCompactObjectHeaders");

  static final String SEALING_KEY = Base64.getEncoder().encodeToString(new byte[32]);

  static Subject baseline(Lab lab, String path) throws Exception {
    Topic.ensure(lab.kafka());
    int port = Ports.free();
    Subject subject = bare(lab, port, "baseline", Integer.toString(port), lab.kafka());
    subject.child.await(() -> subject.answers("POST", path, "{}"));
    return subject;
  }

  static Subject ingress(Lab lab, Recording recording, Map<String, String> settings)
      throws Exception {
    Topic.ensure(lab.kafka());
    Topic.publish(lab.kafka(), recording, SEALING_KEY);
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
    return bare(
        lab, port, "calls", Integer.toString(port), Integer.toString(connections), call.toString());
  }

  /** It listens to nobody: it is there when its first event has come out. */
  static Subject bareRouter(Lab lab) throws IOException {
    return bare(lab, 0, "bare-router", lab.kafka());
  }

  private static Subject bare(Lab lab, int port, String command, String... arguments)
      throws IOException {
    List<String> options = new ArrayList<>(lab.optionsOf(command));
    options.addAll(ORDINARY);
    return new Subject(Child.self(lab.root(), options, command, arguments), port);
  }

  /**
   * Options of a stage's JVM as in a container of so much memory: what a JVM takes there by itself,
   * and what {@code Dockerfile.jvm} adds.
   */
  static List<String> inContainer(String memory) {
    return List.of(
        "-XX:MaxRAM=" + memory,
        "-XX:+UseSerialGC",
        "-Xms32m",
        "-XX:MaxRAMPercentage=60",
        "-XX:+UseCompactObjectHeaders");
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
    List<String> arguments =
        new ArrayList<>(
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    arguments.addAll(lab.optionsOf(name));
    arguments.addAll(options);
    arguments.addAll(
        List.of(
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.http.host=127.0.0.1",
            "-Dkafka.bootstrap.servers=" + lab.kafka(),
            "-Dmilena.sealing-key=" + SEALING_KEY,
            "-Dmilena.topics.partitions=" + Topic.PARTITIONS,
            "-Dquarkus.otel.exporter.otlp.endpoint=http://127.0.0.1:1"));
    settings.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
    arguments.addAll(List.of("-jar", jar.toString()));
    Subject subject = new Subject(Child.java(lab.root(), name, arguments), port);
    subject.child.await(() -> subject.answers("GET", "/q/health/ready", ""));
    return subject;
  }

  /** What it has used so far, on all cores. */
  Duration used() {
    return child.cpu().used();
  }

  private boolean answers(String method, String path, String body) {
    try {
      HttpURLConnection call =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      call.setRequestMethod(method);
      if (!body.isEmpty()) {
        call.setDoOutput(true);
        call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      }
      return call.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
