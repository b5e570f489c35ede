package dev.milena.backing;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** Starting and stopping the server's process on a folder. */
final class PostgresServer {
  static final String HOST = "127.0.0.1";
  static final String DATABASE = "milena";
  static final String USER = "milena";

  private static final String SUPERUSER = "postgres";

  /** The version whose files this build reads and writes. */
  private static final String MAJOR = "18";

  /** A new cluster takes 2 s; much more on a slow disk, for it is 40 MB in a thousand files. */
  private static final Duration NEW_CLUSTER_MAX = Duration.ofSeconds(120);

  /** After a crash the server first replays its journal, at most a checkpoint's worth (1 GB). */
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private PostgresServer() {}

  static void start(BackingPostgres.Options options) {
    requireRunnableUser();
    Path folder = options.folder();
    Path data = data(folder);
    PostgresLog log = new PostgresLog(folder.resolve("postgres.log"));
    try {
      requireSameMajor(data);
      Postmaster.stop(data);
      Ports.requireLoopbackFree(options.port(), "PostgreSQL");
      log.trim();
      PostgresPrograms programs = PostgresPrograms.unpack(folder);
      createClusterOnce(programs, log, options);
      launch(programs, log, options);
      createDatabaseOnce(options.port());
    } catch (IOException | SQLException e) {
      Postmaster.stop(data);
      throw BackingException.because("PostgreSQL cannot start on " + folder, e);
    } catch (BackingException e) {
      Postmaster.stop(data);
      throw e;
    }
  }

  static void stop(Path folder) {
    Postmaster.stop(data(folder));
  }

  private static Path data(Path folder) {
    return folder.resolve("data");
  }

  private static void requireRunnableUser() {
    if ("root".equals(System.getProperty("user.name")) && !LinuxUtils.isUnshareAvailable()) {
      throw new BackingException(
          "PostgreSQL does not run as root, and this system does not let root make a user namespace"
              + " (unshare -U). Run Milena as an ordinary user, or point it at a PostgreSQL of"
              + " your own.");
    }
  }

  private static void requireSameMajor(Path data) throws IOException {
    Path version = data.resolve("PG_VERSION");
    if (Files.exists(version) && !Files.readString(version).strip().equals(MAJOR)) {
      throw new BackingException(
          "The folder "
              + data
              + " was written by PostgreSQL "
              + Files.readString(version).strip()
              + ", and this Milena brings "
              + MAJOR
              + ". Move the data with pg_dump, or choose another folder with --data.");
    }
  }

  /**
   * The cluster is made aside and then given its name, so that a start killed half-way leaves
   * nothing that looks like one.
   */
  private static void createClusterOnce(
      PostgresPrograms programs, PostgresLog log, BackingPostgres.Options options)
      throws IOException {
    Path data = data(options.folder());
    if (Files.exists(data)) {
      return;
    }
    Path draft = options.folder().resolve("data.new");
    Trees.delete(draft);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--pgdata=" + draft,
                "--username=" + SUPERUSER,
                "--auth=trust",
                "--encoding=UTF8",
                // The same order and case rules on every machine, whatever its language.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
    if (!options.durable()) {
      arguments.add("--no-sync");
    }
    programs.run(log, NEW_CLUSTER_MAX, "initdb", arguments);
    Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * pg_ctl gives the server a session of its own, so that Ctrl-C reaches the hub alone, and waits
   * until it answers.
   */
  private static void launch(
      PostgresPrograms programs, PostgresLog log, BackingPostgres.Options options) {
    StringBuilder settings = new StringBuilder();
    settings(options)
        .forEach((name, value) -> settings.append(" -c ").append(name).append('=').append(value));
    programs.run(
        log,
        START_MAX.plusSeconds(5),
        "pg_ctl",
        List.of(
            "start",
            "--pgdata=" + data(options.folder()),
            "--log=" + log.file(),
            "--wait",
            "--timeout=" + START_MAX.toSeconds(),
            "--options=" + settings));
  }

  private static Map<String, String> settings(BackingPostgres.Options options) {
    String safety = options.durable() ? "on" : "off";
    return Map.ofEntries(
        Map.entry("listen_addresses", HOST),
        Map.entry("port", Integer.toString(options.port())),
        Map.entry("unix_socket_directories", ""),
        Map.entry("timezone", "UTC"),
        Map.entry("fsync", safety),
        Map.entry("full_page_writes", safety),
        Map.entry("synchronous_commit", safety),
        // The log tells starts, stops and what ended them. Failed statements hold values, and are
        // their client's to report.
        Map.entry("log_min_messages", "log"),
        Map.entry("log_min_error_statement", "panic"),
        Map.entry("log_error_verbosity", "terse"),
        Map.entry("log_checkpoints", "off"));
  }

  private static void createDatabaseOnce(int port) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://" + HOST + ":" + port + "/postgres?user=" + SUPERUSER);
    source.setConnectTimeout(10); // Seconds. On the loopback address an answer takes milliseconds.
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      if (isMissing(statement, "SELECT FROM pg_roles WHERE rolname = '" + USER + "'")) {
        statement.execute("CREATE ROLE " + USER + " LOGIN CREATEDB");
      }
      if (isMissing(statement, "SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + USER);
      }
    }
  }

  private static boolean isMissing(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return !rows.next();
    }
  }
}
