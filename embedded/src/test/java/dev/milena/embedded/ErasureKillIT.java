package dev.milena.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.backing.BackingKafka;
import dev.milena.backing.BackingPostgres;
import dev.milena.backing.Ports;
import dev.milena.backing.testing.Tables;
import dev.milena.bus.Records;
import dev.milena.bus.TopicReader;
import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.model.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Routers that die in the middle of an erasure, each when a step is done and not yet noted. */
class ErasureKillIT {
  private static final String KEY = "a-key-for-the-tests-of-erasure-0123456789";
  private static final AccountRef SHOP = new AccountRef("chat", "shop");
  private static final String SENDER = "sender-4711";
  private static final String CHAT = "chat-4711";
  private static final List<String> STEPS = List.of("announce", "parked", "trim", "sweep");

  /** Whoever notes the end of the step that is named there waits for the lock that we hold. */
  private static final String TRAP =
      """
      CREATE TABLE trap (step text);
      INSERT INTO trap VALUES ('none');
      CREATE FUNCTION wait_in_trap() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM trap WHERE step = OLD.step) THEN PERFORM pg_advisory_xact_lock(4711); END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER trap BEFORE UPDATE ON erasure FOR EACH ROW EXECUTE FUNCTION wait_in_trap();
      """;

  private static final String TRAPPED =
      "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted";

  private static final String OTHERS =
      "SELECT pid FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()";

  @TempDir Path folder;

  private final int port = Ports.free();
  private BackingKafka kafka;
  private BackingPostgres postgres;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    kafka = BackingKafka.start(BackingKafka.Options.in(folder.resolve("kafka")).forgetful());
    postgres =
        BackingPostgres.start(BackingPostgres.Options.in(folder.resolve("postgres")).forgetful());
    // DriverManager would hide the driver where another class loader has asked for it before.
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.jdbcUrl());
    connection = source.getConnection();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    postgres.close();
    kafka.close();
  }

  @Test
  void erasureGoesOnWhereverItsRouterIsKilled() throws Exception {
    String erasure = "";
    for (String step : STEPS) {
      try (HubProcess router = router()) {
        if (erasure.isEmpty()) {
          run(TRAP);
          meet();
          setTrap(step);
          JsonNode begun = ask("DELETE", "/people/" + person());
          erasure = begun.path("id").asText();
          assertThat(erasure).as(begun.toString()).isNotEmpty();
        }
        await().until(() -> !column(TRAPPED).isEmpty());
        router.kill();
        // What the dead one still waits for must not be carried out in its name.
        column("SELECT pg_terminate_backend(pid) FROM (" + OTHERS + ") AS others");
        await().until(() -> column(OTHERS).isEmpty());
        assertThat(column("SELECT step FROM erasure")).containsExactly(step);
        setTrap(next(step));
      }
    }
    try (HubProcess router = router()) {
      String id = erasure;
      await().until(() -> ask("GET", "/erasures/" + id).path("step").asText().equals("done"));
      assertThat(router.output()).doesNotContain(SENDER);
    }
    assertThat(lying(Topics.EVENTS)).isEmpty();
    assertThat(lying(Topics.PARKED))
        .last()
        .satisfies(r -> assertThat(r.value()).as("their parked text").isNull());
    assertThat(lying(Topics.ERASED)).isNotEmpty();
    String word = "milena/erasure/" + erasure;
    assertThat(lying(Topics.ACCEPTED))
        .as("told under one id, however often")
        .filteredOn(r -> Records.find(r.headers(), "ce_type").orElse("").endsWith("person.erased"))
        .isNotEmpty()
        .allMatch(r -> Records.find(r.headers(), "ce_id").orElse("").equals(word));
    assertThat(column("SELECT requested_by FROM erasure WHERE finished_at IS NOT NULL")).hasSize(1);
  }

  private static String next(String step) {
    int next = STEPS.indexOf(step) + 1;
    return next < STEPS.size() ? STEPS.get(next) : "none";
  }

  private void setTrap(String step) {
    run("SELECT pg_advisory_unlock_all()");
    run("UPDATE trap SET step = '" + step + "'");
    if (!step.equals("none")) {
      run("SELECT pg_advisory_lock(4711)");
    }
  }

  /** Somebody writes, and something of them is set aside. */
  private void meet() {
    Instant now = Instant.now();
    Event event =
        new Event(
            "chat/own/1",
            SHOP,
            now,
            now,
            Optional.of(Conversation.of(CHAT, ConversationType.DIRECT)),
            Optional.of(new Participant(SENDER, Optional.empty(), Optional.empty(), false, false)),
            new Happening.MessageCreated(
                Message.builder().id("1").text("hello").build(), Optional.empty()),
            Optional.empty());
    ProducerRecord<String, byte[]> parked =
        new ProducerRecord<>(Topics.PARKED, 0, "theirs", SENDER.getBytes(StandardCharsets.UTF_8));
    Records.setAccount(parked.headers(), SHOP);
    append(Records.toRecord(Topics.EVENTS, event.key(), Envelopes.wrap(event)));
    append(parked);
    await().until(() -> !column("SELECT person FROM participant").isEmpty());
  }

  private String person() {
    return column("SELECT person FROM participant").getFirst();
  }

  private HubProcess router() throws IOException {
    HubProcess router =
        HubProcess.router(
            folder,
            Map.ofEntries(
                Map.entry("quarkus.http.host", "127.0.0.1"),
                Map.entry("quarkus.http.port", Integer.toString(port)),
                Map.entry("kafka.bootstrap.servers", kafka.bootstrapServers()),
                Map.entry("quarkus.datasource.jdbc.url", postgres.jdbcUrl()),
                Map.entry("quarkus.datasource.reactive.url", postgres.reactiveUrl()),
                Map.entry("quarkus.datasource.username", postgres.user()),
                Map.entry("quarkus.otel.sdk.disabled", "true"),
                Map.entry("milena.sealing-key", Base64.getEncoder().encodeToString(new byte[32])),
                Map.entry("milena.api-key", KEY),
                Map.entry("milena.topics.partitions", "2"),
                Map.entry("milena.topics.replication", "1"),
                Map.entry("milena.chat.accounts.shop.token", "a-secret-token"),
                Map.entry("milena.router.erasures-every", "200ms"),
                Map.entry("milena.router.trim-after", "0s"),
                Map.entry("milena.router.batch-age-max", "2s")));
    router.awaitReady(port);
    return router;
  }

  private JsonNode ask(String method, String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
              .header("X-API-Key", KEY)
              .timeout(Duration.ofSeconds(20))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return Json.tree(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }
  }

  private void append(ProducerRecord<String, byte[]> record) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(where(), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<ConsumerRecord<String, byte[]>> lying(String topic) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    for (int partition = 0; partition < 2; partition++) {
      TopicReader.read(
          where(),
          new TopicPartition(topic, partition),
          TopicReader.From.BEGINNING,
          HubProcess.READY_MAX,
          found::add);
    }
    return found;
  }

  private Map<String, Object> where() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private void run(String statement) {
    try (Statement s = connection.createStatement()) {
      s.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> column(String query) {
    return Tables.column(connection, query);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(HubProcess.READY_MAX).pollInterval(Duration.ofMillis(100));
  }
}
