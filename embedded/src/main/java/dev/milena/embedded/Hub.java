package dev.milena.embedded;

import dev.milena.backing.BackingKafka;
import dev.milena.backing.BackingPostgres;
import dev.milena.backing.DataFolder;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts Kafka, Postgres and the three stages, and stops them in the order that loses nothing: the
 * stages first, then the broker, while the JVM still lives. (A broker that dies with the JVM is
 * still registered at the next start, which then waits for its session to end.)
 */
final class Hub {
  /** Above the longest orderly stop seen (stages 6 s, broker 2 s, Postgres 1 s). */
  private static final Duration STOP_MAX = Duration.ofSeconds(25);

  private final Options options;
  private final Map<String, String> settings = new LinkedHashMap<>();

  Hub(Options options) {
    this.options = options;
  }

  /**
   * Sets what a person would write into the configuration; what they wrote themselves wins over
   * nothing here.
   */
  Hub with(Map<String, String> more) {
    settings.putAll(more);
    return this;
  }

  /**
   * Runs until the application ends or the process is told to stop.
   *
   * @param data the data folder
   * @param application what to do once everything is up
   * @return the application's exit status
   */
  int run(Path data, Class<? extends QuarkusApplication> application) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(stopped), "milena-stop"));
    Progress progress = new Progress();
    try (DataFolder folder = DataFolder.open(data);
        BackingKafka kafka =
            progress.step(
                "Kafka", () -> BackingKafka.start(BackingKafka.Options.in(folder.kafka())));
        BackingPostgres postgres =
            progress.step(
                "Postgres",
                () -> BackingPostgres.start(BackingPostgres.Options.in(folder.postgres())))) {
      configure(folder, kafka, postgres);
      return runStages(application);
    } finally {
      stopped.countDown();
    }
  }

  private void configure(DataFolder folder, BackingKafka kafka, BackingPostgres postgres) {
    settings.put("quarkus.http.port", Integer.toString(options.port));
    settings.put("quarkus.http.host", options.host);
    settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
    settings.put("quarkus.datasource.reactive.url", postgres.reactiveUrl());
    settings.put("quarkus.datasource.username", postgres.user());
    settings.putIfAbsent(
        "milena.public-url", "http://" + options.reachableHost() + ":" + options.port);
    settings.put("milena.sealing-key", folder.sealingKey());
    settings.put("quarkus.log.file.path", folder.path().resolve("milena.log").toString());
    options
        .configFile()
        .ifPresent(f -> settings.put("smallrye.config.locations", f.toUri().toString()));
    settings.forEach(System::setProperty);
  }

  private static int runStages(Class<? extends QuarkusApplication> application) {
    AtomicInteger status = new AtomicInteger();
    AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());
    Quarkus.run(
        application,
        (code, thrown) -> {
          status.set(code);
          failure.set(Optional.ofNullable(thrown));
        });
    failure
        .get()
        .ifPresent(thrown -> {
          throw new Problem("the hub could not start: " + Causes.first(thrown));
        });
    return status.get();
  }

  private static void await(CountDownLatch stopped) {
    try {
      stopped.await(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
