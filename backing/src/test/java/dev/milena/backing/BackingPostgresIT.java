package dev.milena.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BackingPostgresIT {
  /** A cluster that tests share which leave it usable; each has tables of its own. */
  @TempDir static Path common;

  @TempDir Path folder;

  @AfterEach
  void nothingOutlivesItsTest() {
    BackingPostgres.stopLeftover(folder.resolve("postgres"));
  }

  @Test
  void stoppedServerComesBackOnItsPortWithItsRows() throws SQLException {
    try (BackingPostgres postgres = BackingPostgres.start(shared())) {
      execute(postgres, "CREATE TABLE stopped (number int)", "INSERT INTO stopped VALUES (1)");
      String address = postgres.jdbcUrl();
      postgres.stop();
      assertThatThrownBy(() -> query(postgres, "SELECT 1")).isInstanceOf(SQLException.class);

      postgres.startAgain();

      assertThat(postgres.jdbcUrl()).isEqualTo(address);
      assertThat(query(postgres, "SELECT number FROM stopped")).containsExactly("1");
    }
  }

  @Test
  void durableServerForcesCommitsToDisk() throws SQLException {
    try (BackingPostgres postgres = BackingPostgres.start(BackingPostgres.Options.in(folder))) {
      assertThat(query(postgres, "SHOW fsync")).containsExactly("on");
      assertThat(query(postgres, "SHOW full_page_writes")).containsExactly("on");
      assertThat(query(postgres, "SHOW synchronous_commit")).containsExactly("on");
    }
  }

  @Test
  void hubOwnsItsDatabaseWithoutBeingSuperuser() throws SQLException {
    try (BackingPostgres postgres = BackingPostgres.start(shared())) {
      assertThat(query(postgres, "SELECT current_database() || ' ' || current_user"))
          .containsExactly("milena milena");
      assertThat(query(postgres, "SHOW is_superuser")).containsExactly("off");
      assertThat(query(postgres, "SELECT lower('ЖÀ')")).containsExactly("жà");
    }
  }

  @Test
  void rowsOfAKilledHubAreThereAlthoughItsServerLivedOn() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (HubProcess hub = HubProcess.start("postgres", folder)) {
      while (acknowledged.size() < 100) {
        acknowledged.add(hub.line());
      }
      hub.kill();
      hub.lastLines().stream().filter(line -> line.matches("\\d+")).forEach(acknowledged::add);
    }
    Path pidFile = folder.resolve("postgres/data/postmaster.pid");
    String orphan = Files.readAllLines(pidFile).getFirst();
    assertThat(ProcessHandle.of(Long.parseLong(orphan))).isPresent();

    long start = System.nanoTime();
    try (DataFolder data = DataFolder.open(folder);
        BackingPostgres postgres =
            BackingPostgres.start(BackingPostgres.Options.in(data.postgres()))) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(Files.readAllLines(pidFile).getFirst()).isNotEqualTo(orphan);
      assertThat(acknowledged).doesNotContainNull();
      assertThat(query(postgres, "SELECT number FROM kept ORDER BY number"))
          .containsAll(acknowledged);
    }
  }

  @Test
  void processThatGotTheOldServersNumberIsLeftAlone() throws Exception {
    BackingPostgres.start(shared()).close();
    Process bystander = new ProcessBuilder("sleep", "60").start();
    Files.writeString(
        common.resolve("data/postmaster.pid"),
        bystander.pid() + "\n" + common.resolve("data") + "\n");
    try (BackingPostgres postgres = BackingPostgres.start(shared())) {
      assertThat(query(postgres, "SELECT 1")).containsExactly("1");
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void leftoverServerCanBeStoppedWithoutStartingAnother() throws Exception {
    try (HubProcess hub = HubProcess.start("postgres", folder)) {
      assertThat(hub.line()).isEqualTo("0");
    }
    Path pidFile = folder.resolve("postgres/data/postmaster.pid");
    assertThat(pidFile).exists();

    BackingPostgres.stopLeftover(folder.resolve("postgres"));

    assertThat(pidFile).doesNotExist();
  }

  @Test
  void firstStartThatWasKilledHalfWayIsBegunAnew() throws IOException {
    Path draft = Files.createDirectories(folder.resolve("data.new"));
    Files.writeString(draft.resolve("postgresql.conf"), "");

    assertThatCode(() -> BackingPostgres.start(forTests()).close()).doesNotThrowAnyException();
    assertThat(draft).doesNotExist();
  }

  @Test
  void takenPortIsNamed() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> BackingPostgres.start(forTests().withPort(other.getLocalPort())))
          .isInstanceOf(BackingException.class)
          .hasMessageStartingWith(
              "Port " + other.getLocalPort() + " is taken by another program. PostgreSQL needs it");
    }
  }

  @Test
  void clusterOfAnotherVersionIsNotTouched() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("PG_VERSION"), "15\n");

    assertThatThrownBy(() -> BackingPostgres.start(forTests()))
        .isInstanceOf(BackingException.class)
        .hasMessageContaining("was written by PostgreSQL 15, and this Milena brings 18");
  }

  @Test
  void serverThatDoesNotStartSaysWhyAtOnce() throws IOException {
    BackingPostgres.start(forTests()).close();
    Path settings = folder.resolve("data/postgresql.conf");
    Files.writeString(settings, "\nnonsense = 1\n", StandardOpenOption.APPEND);
    long start = System.nanoTime();

    assertThatThrownBy(() -> BackingPostgres.start(forTests()))
        .isInstanceOf(BackingException.class)
        .hasMessageContaining("configuration file")
        .hasMessageContaining("contains errors");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void logHoldsNoValuesOfFailedStatements() throws Exception {
    try (BackingPostgres postgres = BackingPostgres.start(shared())) {
      execute(
          postgres,
          "CREATE TABLE kept (word text PRIMARY KEY)",
          "INSERT INTO kept VALUES ('canary')");
      assertThatThrownBy(() -> execute(postgres, "INSERT INTO kept VALUES ('canary')"))
          .isInstanceOf(SQLException.class);
    }

    assertThat(common.resolve("postgres.log"))
        .content()
        .contains("ready to accept")
        .doesNotContain("canary");
  }

  private static BackingPostgres.Options shared() {
    return BackingPostgres.Options.in(common).forgetful();
  }

  private BackingPostgres.Options forTests() {
    return BackingPostgres.Options.in(folder).forgetful();
  }

  private static void execute(BackingPostgres postgres, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first column. */
  private static List<String> query(BackingPostgres postgres, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
