package dev.milena.backing.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedServicesIT {
  @Test
  void everybodyGetsTheSameBroker() {
    assertThat(TestKafka.shared()).isSameAs(TestKafka.shared());
    assertThat(TestPostgres.shared()).isSameAs(TestPostgres.shared());
  }

  @Test
  void otherClassLoadersGetTheSameBrokerToo() throws Exception {
    String address = TestKafka.shared().bootstrapServers();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader other =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(other); // As Quarkus does while its tests run.
      Class<?> there = other.loadClass(TestKafka.class.getName());
      assertThat(there).isNotEqualTo(TestKafka.class);

      Object found = there.getMethod("shared").invoke(null);

      assertThat(there.getMethod("bootstrapServers").invoke(found)).isEqualTo(address);
      assertThat(
              (String)
                  there.getMethod("createTopic", String.class, int.class).invoke(found, "other", 1))
          .startsWith("other-");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void brokerCanBeStoppedAndStarted() throws Exception {
    TestKafka kafka = TestKafka.shared();
    String topic = kafka.createTopic("kept", 3);

    kafka.stop();
    kafka.start();

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS)).contains(topic);
    }
  }

  @Test
  void anotherBrokerHasNothingOnIt() throws Exception {
    TestKafka kafka = TestKafka.shared();
    kafka.createTopic("left", 1);

    kafka.startEmpty();

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS)).isEmpty();
    }
    String address = kafka.bootstrapServers();
    kafka.startEmpty();
    assertThat(kafka.bootstrapServers()).as("nothing to leave behind").isEqualTo(address);
  }

  @Test
  void serverCanBeStoppedAndStarted() throws Exception {
    TestPostgres postgres = TestPostgres.shared();
    TestPostgres.TestDatabase database = postgres.freshDatabase();

    postgres.stop();
    assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
    postgres.start();

    assertThatCode(() -> database.connect().close()).doesNotThrowAnyException();
  }

  @Test
  void freshDatabasesDoNotSeeEachOther() throws SQLException {
    TestPostgres postgres = TestPostgres.shared();
    try (Connection one = postgres.freshDatabase().connect();
        Connection another = postgres.freshDatabase().connect();
        Statement inOne = one.createStatement();
        Statement inAnother = another.createStatement()) {
      inOne.execute("CREATE TABLE mine (number int)");

      assertThatThrownBy(() -> inAnother.execute("SELECT * FROM mine"))
          .hasMessageContaining("does not exist");
    }
  }

  @Test
  void foldersOfKilledJvmsAreClearedAway() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path leftover = Path.of("target", "backing", Long.toString(ended.pid()));
    Files.createDirectories(leftover.resolve("kafka"));

    TestFolder own = TestFolder.make("another");

    assertThat(leftover).doesNotExist();
    assertThat(own.path()).isDirectory();
    Files.delete(own.path());
  }

  private static URL[] classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> {
          try {
            return Path.of(entry).toUri().toURL();
          } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
          }
        })
        .toArray(URL[]::new);
  }
}
