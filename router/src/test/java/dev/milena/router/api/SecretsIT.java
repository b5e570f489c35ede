package dev.milena.router.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Marked words are sent everywhere, and looked for where they must not be. */
@QuarkusTest
@QuarkusTestResource(Backing.class)
class SecretsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Inject Pool pool;

  private final Tape tape = new Tape();
  private final String canary = "canary" + Api.randomName();

  /** Everything that is logged meanwhile. */
  private static final class Tape extends Handler {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord r) {
      String parameters = r.getParameters() == null ? "" : List.of(r.getParameters()).toString();
      lines.add(r.getMessage() + " " + parameters + " " + r.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(tape);
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger("").removeHandler(tape);
  }

  @Test
  void secretsAndWordsAreNeitherLoggedNorKeptInTheOpen() {
    String name = Api.randomName();
    String key = Api.newKey("messages");
    Api.admin()
        .body(Map.of("settings", Map.of("token", canary, "linking", "code")))
        .put("/accounts/chat/" + name)
        .then()
        .statusCode(201);
    Api.admin()
        .body("{\"settings\":{\"linking\":\"" + canary + "\"}}")
        .put("/accounts/chat/" + name);
    Api.admin().body("{\"settings\":{\"token\": " + canary + "}}").put("/accounts/chat/" + name);
    Api.with(canary + "-no-key").get("/accounts");
    try (Hub hub = new Hub()) {
      String id =
          Api.with(key)
              .body(
                  Map.of(
                      "to", Map.of("conversation", "chat/" + name + "/1"),
                      "content", Map.of("text", canary)))
              .post("/messages")
              .then()
              .statusCode(202)
              .extract()
              .path("id");
      hub.awaitCommand(id);
    }
    Api.with(key)
        .body(Map.of("to", Map.of("person", canary), "content", Map.of("text", canary)))
        .post("/messages");

    String kept = everythingInPostgres();
    String logged = String.join("\n", tape.lines);

    assertThat(kept).contains(name).doesNotContain(canary).doesNotContain(key);
    assertThat(logged)
        .contains(name)
        .doesNotContain(canary)
        .doesNotContain(key)
        .doesNotContain(Api.FIRST_KEY);
  }

  private String everythingInPostgres() {
    List<String> tables =
        pool.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            .execute()
            .map(rows -> rows.stream().map(r -> r.getString(0)).toList())
            .await()
            .atMost(PATIENCE);
    return tables.stream()
        .map(table ->
            pool.query("SELECT t::text FROM \"" + table + "\" t")
                .execute()
                .map(rows ->
                    rows.stream().map(r -> r.getString(0)).collect(Collectors.joining("\n")))
                .await()
                .atMost(PATIENCE))
        .collect(Collectors.joining("\n"));
  }
}
