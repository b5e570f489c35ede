package dev.milena.chaos;

import dev.milena.backing.BackingKafka;
import dev.milena.backing.BackingPostgres;
import dev.milena.model.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The hub under test: Kafka and Postgres in this JVM, each stage twice as a process of its own, and
 * one address before the ingresses.
 */
final class Hub implements AutoCloseable {
  static final int REPLICAS = 2;

  /** Small, so that a rebalance moves something and a start is quick; more than replicas. */
  private static final int PARTITIONS = 6;

  private static final long PROBE_EVERY_MS = 500;

  private final Path root;
  private final Path logs;
  private final BackingKafka kafka;
  private final BackingPostgres postgres;
  private final Balancer balancer;
  private final Api api;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> routes = new HashMap<>();
  private final List<Replica> replicas = new CopyOnWriteArrayList<>();
  private final Set<Replica> ready = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private Hub(Path root, Path folder) throws IOException {
    this.root = root;
    this.logs = Files.createDirectories(folder.resolve("logs"));
    for (Stage stage : Stage.values()) {
      if (!Files.exists(stage.jar(root))) {
        throw new IOException(
            "The "
                + stage.word()
                + " is not built. Run ./milena build first, from the project's root");
      }
    }
    kafka = BackingKafka.start(BackingKafka.Options.in(folder.resolve("kafka")).forgetful());
    postgres =
        BackingPostgres.start(BackingPostgres.Options.in(folder.resolve("postgres")).forgetful());
    balancer = Balancer.open(() -> ports(Stage.INGRESS));
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    String apiKey = HexFormat.of().formatHex(secret);
    api = new Api(() -> ports(Stage.ROUTER), apiKey);
    settings.putAll(
        Map.of(
            "kafka.bootstrap.servers",
            kafka.bootstrapServers(),
            "milena.sealing-key",
            Base64.getEncoder().encodeToString(secret),
            "milena.topics.partitions",
            Integer.toString(PARTITIONS),
            "milena.http.allow-private",
            "true",
            "milena.public-url",
            balancer.address(),
            // An account that another deployment wanted is taken back when that one is gone.
            "milena.ingress.streams.yield-for",
            "10s",
            "quarkus.otel.sdk.disabled",
            "true",
            "quarkus.log.console.json.enabled",
            "false"));
    routes.putAll(
        Map.of(
            "quarkus.datasource.jdbc.url", postgres.jdbcUrl(),
            "quarkus.datasource.reactive.url", postgres.reactiveUrl(),
            "quarkus.datasource.username", postgres.user(),
            "milena.api-key", apiKey));
  }

  /** Kafka, Postgres and the address; no stage yet. */
  static Hub open(Path root, Path folder) throws IOException {
    Hub hub = new Hub(root, folder);
    Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "chaos-close"));
    return hub;
  }

  /** Starts two replicas of each stage, and gives them the accounts. */
  void start(Cast cast) throws IOException, InterruptedException {
    routes.putAll(cast.routes());
    // One router makes the tables, one ingress the topics; the others find them.
    for (int i = 1; i <= REPLICAS; i++) {
      for (Stage stage : Stage.values()) {
        replicas.add(replica(stage, stage.word() + "-" + i));
        replicas.getLast().start();
      }
      for (Replica started : replicas) {
        started.awaitReady();
      }
    }
    Thread.ofPlatform().daemon().name("probe").start(this::probe);
    Facts.await(
        "a router is known to be ready",
        java.time.Duration.ofSeconds(60),
        () -> !ports(Stage.ROUTER).isEmpty());
    for (Place place : cast.places().toList()) {
      api.put(place.account(), place.settings());
    }
  }

  /** One more, not started. */
  Replica replica(Stage stage, String name) {
    Map<String, String> own = new HashMap<>(settings);
    if (stage == Stage.ROUTER) {
      own.putAll(routes);
    }
    if (stage == Stage.EGRESS) {
      // A heap of 160 MB: texts that wait may take a quarter of it.
      own.put("milena.egress.memory.bytes-max", "10485760");
    }
    return new Replica(stage, name, root, logs, own);
  }

  /** Joins the others until it is taken out again. */
  void add(Replica replica) {
    replicas.add(replica);
  }

  void remove(Replica replica) {
    replicas.remove(replica);
    ready.remove(replica);
  }

  private void probe() {
    while (!closed) {
      for (Replica replica : replicas) {
        if (replica.ready()) {
          ready.add(replica);
        } else {
          ready.remove(replica);
        }
      }
      java.util.concurrent.locks.LockSupport.parkNanos(PROBE_EVERY_MS * 1_000_000);
    }
  }

  private List<Integer> ports(Stage stage) {
    return replicas(stage).filter(ready::contains).map(Replica::port).toList();
  }

  Stream<Replica> replicas(Stage stage) {
    return replicas.stream().filter(r -> r.stage() == stage);
  }

  Collection<Replica> replicas() {
    return List.copyOf(replicas);
  }

  /** Whether all replicas say that they can do their work. */
  boolean whole() {
    return ready.containsAll(replicas);
  }

  BackingKafka kafka() {
    return kafka;
  }

  BackingPostgres postgres() {
    return postgres;
  }

  /** What all stages seal and open secrets with. */
  Sealer sealer() {
    return new Sealer(List.of(settings.get("milena.sealing-key")));
  }

  Api api() {
    return api;
  }

  /** Where platforms find it. */
  String address() {
    return balancer.address();
  }

  Path logs() {
    return logs;
  }

  /** What replicas call an error, each kind once. */
  List<String> errors() throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (Replica replica : replicas) {
      try (Stream<String> lines = Files.lines(replica.log())) {
        lines
            .filter(l -> l.contains(" ERROR ") || l.contains("OutOfMemoryError"))
            .map(l ->
                replica.stage().word() + " says: " + l.substring(Math.max(0, l.indexOf("ERROR"))))
            .forEach(l -> counts.merge(l, 1, Integer::sum));
      }
    }
    return counts.entrySet().stream().map(e -> e.getKey() + " (×" + e.getValue() + ")").toList();
  }

  /** Also when the run is interrupted: no process outlives it. May be called more than once. */
  @Override
  public synchronized void close() {
    closed = true;
    replicas.forEach(Replica::close);
    balancer.close();
    postgres.close();
    kafka.close();
  }
}
