package dev.milena.backing.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The broker of this JVM's tests. A Quarkus test resource returns {@code
 * Map.of("kafka.bootstrap.servers", TestKafka.shared().bootstrapServers())} from its {@code
 * start()} and does nothing in its {@code stop()}.
 *
 * <p>Topics are not created by themselves.
 */
public interface TestKafka {
  /**
   * The running broker, started by the first caller (2 to 4 s). The same one for every class
   * loader.
   */
  static TestKafka shared() {
    return JvmWide.find(TestKafka.class, "dev.milena.backing.testing.SharedKafka");
  }

  /** A topic or group name that no other test has. */
  static String randomName(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }

  /** {@code host:port}, the same before and after {@link #stop()}, not {@link #startEmpty()}. */
  String bootstrapServers();

  /**
   * Stops the broker for every test of this JVM, keeping port and data: what "Kafka is down" looks
   * like. Start it again in a {@code finally}.
   */
  void stop();

  /** Starts it again; does nothing while it runs. */
  void start();

  /**
   * Puts another one in its place, at another address, with nothing on it; does nothing where
   * nobody has made a topic. For an application that starts beside what an earlier one has left.
   */
  void startEmpty();

  /** Creates a topic with a random name and returns the name. */
  default String createTopic(String prefix, int partitions) {
    String name = randomName(prefix);
    createTopic(name, partitions, Map.of());
    return name;
  }

  /** Creates this topic. */
  default void createTopic(String name, int partitions, Map<String, String> settings) {
    NewTopic topic =
        new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      admin
          .createTopics(List.of(topic))
          .all()
          .get(30, TimeUnit.SECONDS); // Takes 0.1 s; more is a broken broker.
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Topic " + name + " was not created", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while creating topic " + name, e);
    }
  }
}
