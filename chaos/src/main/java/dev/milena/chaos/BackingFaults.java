package dev.milena.chaos;

import dev.milena.backing.BackingPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** What happens to Kafka and Postgres. */
final class BackingFaults {
  private static final Duration DOWN = Duration.ofSeconds(10);

  /** Longer than many batches, shorter than a batch may take. */
  private static final Duration STALL = Duration.ofSeconds(2);

  private static final Duration BETWEEN_STALLS = Duration.ofMillis(300);
  private static final int STALLS = 5;

  private BackingFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault("postgres-stopped", BackingFaults::stopPostgres),
        new Fault("postgres-read-only", BackingFaults::readOnly),
        new Fault("postgres-slow", BackingFaults::slow),
        Fault.unheard("kafka-stopped", BackingFaults::stopKafka));
  }

  private static void stopPostgres(Arena arena) throws InterruptedException {
    BackingPostgres postgres = arena.hub().postgres();
    postgres.stop();
    try {
      Arena.pause(DOWN);
    } finally {
      postgres.startAgain();
    }
  }

  private static void stopKafka(Arena arena) throws InterruptedException {
    arena.hub().kafka().stop();
    try {
      Arena.pause(DOWN);
    } finally {
      arena.hub().kafka().startAgain();
    }
  }

  /**
   * What a fail-over to a standby looks like: connections are cut, and the new ones may only read.
   */
  private static void readOnly(Arena arena) throws InterruptedException, SQLException {
    BackingPostgres postgres = arena.hub().postgres();
    readOnly(postgres, "on");
    try {
      Arena.pause(DOWN);
    } finally {
      readOnly(postgres, "off");
    }
  }

  private static void readOnly(BackingPostgres postgres, String value) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE");
      statement.execute(
          "ALTER DATABASE "
              + postgres.database()
              + " SET default_transaction_read_only = "
              + value);
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
              + postgres.database()
              + "' AND pid <> pg_backend_pid()");
    }
  }

  /** Each write waits for a lock, again and again. */
  private static void slow(Arena arena) throws InterruptedException, SQLException {
    try (Connection connection = connect(arena.hub().postgres());
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < STALLS; i++) {
        connection.setAutoCommit(false);
        statement.execute("LOCK TABLE conversation IN EXCLUSIVE MODE");
        Arena.pause(STALL);
        connection.commit();
        Arena.pause(BETWEEN_STALLS);
      }
    }
  }

  static Connection connect(BackingPostgres postgres) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://"
            + postgres.host()
            + ":"
            + postgres.port()
            + "/"
            + postgres.database()
            + "?user=postgres");
  }
}
