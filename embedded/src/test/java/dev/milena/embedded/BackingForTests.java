package dev.milena.embedded;

import dev.milena.backing.Ports;
import dev.milena.backing.testing.TestKafka;
import dev.milena.backing.testing.TestPostgres;
import dev.milena.backing.testing.TestPostgres.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Base64;
import java.util.Map;

/**
 * Points the whole hub at the Kafka and Postgres that all tests of this JVM share. Nothing is on
 * them when it starts: what one class leaves waiting on purpose would hold up an erasure in
 * another. What it says goes into a file of its own.
 */
public class BackingForTests implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    TestKafka.shared().startEmpty();
    TestDatabase database = TestPostgres.shared().freshDatabase();
    String port = Integer.toString(Ports.free());
    return Map.of(
        "quarkus.http.test-port",
        port,
        "quarkus.log.file.path",
        "target/town-" + port + ".log",
        "milena.public-url",
        "http://127.0.0.1:" + port,
        "kafka.bootstrap.servers",
        TestKafka.shared().bootstrapServers(),
        "quarkus.datasource.jdbc.url",
        database.jdbcUrl(),
        "quarkus.datasource.reactive.url",
        database.reactiveUrl(),
        "quarkus.datasource.username",
        database.user(),
        "quarkus.datasource.password",
        database.password(),
        "milena.sealing-key",
        Base64.getEncoder().encodeToString(new byte[32]));
  }

  @Override
  public void stop() {}
}
