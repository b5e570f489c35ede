package dev.milena.router.testing;

import dev.milena.backing.testing.TestKafka;
import dev.milena.backing.testing.TestPostgres;
import dev.milena.backing.testing.TestPostgres.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Base64;
import java.util.Map;

/**
 * Real Kafka and Postgres for the tests of this module: one broker, and a database of one's own.
 */
public final class Backing implements QuarkusTestResourceLifecycleManager {
  /** Thirty-two bytes, the same in every test. */
  public static final String SEALING_KEY = Base64.getEncoder().encodeToString(new byte[32]);

  @Override
  public Map<String, String> start() {
    TestDatabase database = TestPostgres.shared().freshDatabase();
    return Map.ofEntries(
        Map.entry("kafka.bootstrap.servers", TestKafka.shared().bootstrapServers()),
        Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl()),
        Map.entry("quarkus.datasource.reactive.url", database.reactiveUrl()),
        Map.entry("quarkus.datasource.username", database.user()),
        Map.entry("quarkus.datasource.password", database.password()),
        Map.entry("milena.sealing-key", SEALING_KEY));
  }

  @Override
  public void stop() {
    // Both are shared by the tests of this JVM and end with it.
  }
}
