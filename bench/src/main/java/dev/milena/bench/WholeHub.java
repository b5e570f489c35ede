package dev.milena.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.backing.BackingPostgres;
import dev.milena.model.AccountRef;
import dev.milena.model.ConfiguredAccounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * One of each stage, as processes of their own, with Kafka and Postgres; every commit of Postgres
 * is on disk.
 */
final class WholeHub implements AutoCloseable {
  private static final List<String> OPTIONS = Subject.inContainer("1g");

  private final BackingPostgres postgres;
  private final List<Subject> stages = new ArrayList<>();
  private final Map<String, Cpu> parts = new LinkedHashMap<>();
  private final int port;

  /**
   * @param accounts and their settings
   * @param routes from accounts to one account each
   */
  private WholeHub(
      Lab lab, Map<AccountRef, ObjectNode> accounts, Map<AccountRef, List<AccountRef>> routes)
      throws Exception {
    Path folder = lab.folder().resolve("postgres");
    postgres = BackingPostgres.start(BackingPostgres.Options.in(folder));
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
    try {
      Map<String, String> router = new LinkedHashMap<>();
      router.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
      router.put("quarkus.datasource.reactive.url", postgres.reactiveUrl());
      router.put("quarkus.datasource.username", postgres.user());
      router.put(
          "quarkus.config.locations", write(lab.folder(), accounts, routes).toUri().toString());
      start(lab, "router", router);
      port = start(lab, "ingress", Map.of()).port();
      start(lab, "egress", Map.of());
    } catch (Exception e) {
      close();
      throw e;
    }
    parts.put("Kafka", lab.broker().child().cpu());
    parts.put("Postgres", Cpu.ofPostgres(folder));
    parts.put("load and platforms", Cpu.own());
  }

  /** One that knows them and their routes, and to which they write. */
  static WholeHub of(Conversations conversations, Lab lab) throws Exception {
    WholeHub hub = new WholeHub(lab, conversations.accounts(), conversations.routes());
    conversations.begin(hub.port);
    return hub;
  }

  private Subject start(Lab lab, String stage, Map<String, String> settings) throws Exception {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("milena.http.allow-private", "true");
    Subject subject = Subject.stage(lab, stage, all, OPTIONS);
    stages.add(subject);
    parts.put(stage, subject.child().cpu());
    return subject;
  }

  /** The file that an operator would give the router. */
  private static Path write(
      Path folder, Map<AccountRef, ObjectNode> accounts, Map<AccountRef, List<AccountRef>> routes)
      throws Exception {
    Properties properties = new Properties();
    accounts.forEach(
        (ref, settings) -> properties.putAll(ConfiguredAccounts.properties(ref, settings)));
    routes.forEach((to, from) -> {
      String route = "milena.routes." + to.name();
      properties.put(
          route + ".accounts", String.join(",", from.stream().map(AccountRef::toString).toList()));
      properties.put(route + ".to", to.toString());
    });
    Path file = folder.resolve("accounts.properties");
    try (java.io.Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    return file;
  }

  /** What each process has used so far, stages first, this process last. */
  Map<String, Duration> used() {
    Map<String, Duration> used = new LinkedHashMap<>();
    parts.forEach((name, cpu) -> used.put(name, cpu.used()));
    return used;
  }

  /** What the stages have used so far, together. */
  Duration stages() {
    return stages.stream().map(Subject::used).reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() {
    stages.reversed().forEach(Subject::close);
    postgres.close();
  }
}
