package dev.milena.backing.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL of this JVM's tests. Take a {@link #freshDatabase()} per test class. */
public interface TestPostgres {
  /**
   * The running server, started by the first caller (1 to 4 s). The same one for every class
   * loader.
   */
  static TestPostgres shared() {
    return JvmWide.find(TestPostgres.class, "dev.milena.backing.testing.SharedPostgres");
  }

  String host();

  /** The same before and after {@link #stop()}. */
  int port();

  /** A role that may create databases and owns those it created. Any password is accepted. */
  String user();

  /** An existing database. Tests that share it see each other: prefer {@link #freshDatabase()}. */
  String database();

  /**
   * Stops the server for every test of this JVM, keeping port and data: what "Postgres is down"
   * looks like. Start it again in a {@code finally}.
   */
  void stop();

  /** Starts it again; does nothing while it runs. */
  void start();

  /** Creates an empty database with a random name (0.1 s). */
  default TestDatabase freshDatabase() {
    String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
    TestDatabase existing = new TestDatabase(host(), port(), database(), user());
    try (Connection connection = existing.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("Database " + name + " was not created", e);
    }
    return new TestDatabase(host(), port(), name, user());
  }

  /** One database of the server, and how clients name it. */
  record TestDatabase(String host, int port, String name, String user) {
    /** For JDBC, the user within. */
    public String jdbcUrl() {
      return "jdbc:postgresql://" + host + ":" + port + "/" + name + "?user=" + user;
    }

    /** For reactive clients, which take the user apart from it. */
    public String reactiveUrl() {
      return "postgresql://" + host + ":" + port + "/" + name;
    }

    /** Any is accepted; for clients that insist on one. */
    public String password() {
      return "any";
    }

    /** A new connection, closed by the caller. */
    public Connection connect() throws SQLException {
      PGSimpleDataSource source =
          new PGSimpleDataSource(); // DriverManager would hide the driver from other class loaders.
      source.setUrl(jdbcUrl());
      source.setConnectTimeout(
          10); // Seconds. On the loopback address an answer takes milliseconds.
      return source.getConnection();
    }
  }
}
