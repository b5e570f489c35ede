package dev.milena.backing.testing;

import dev.milena.backing.BackingKafka;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The one broker behind {@link TestKafka#shared()}. Called by name, see {@link JvmWide}. */
final class SharedKafka implements TestKafka {
  private static SharedKafka instance;

  private volatile BackingKafka kafka;
  private int brokers;

  private SharedKafka() {
    kafka = launch();
  }

  static synchronized SharedKafka instance() {
    if (instance == null) {
      QuietLogs.set();
      instance = new SharedKafka();
    }
    return instance;
  }

  private BackingKafka launch() {
    TestFolder folder = TestFolder.make("kafka-" + ++brokers);
    BackingKafka launched = BackingKafka.start(BackingKafka.Options.in(folder.path()).forgetful());
    folder.deleteAtExit(launched);
    return launched;
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public void stop() {
    kafka.stop();
  }

  @Override
  public void start() {
    kafka.startAgain();
  }

  @Override
  public synchronized void startEmpty() {
    Thread thread = Thread.currentThread();
    ClassLoader asking = thread.getContextClassLoader();
    try {
      // The broker's threads inherit it, and outlive the asking one.
      thread.setContextClassLoader(SharedKafka.class.getClassLoader());
      if (hasTopics()) {
        kafka.close();
        kafka = launch();
      }
    } finally {
      thread.setContextClassLoader(asking);
    }
  }

  private boolean hasTopics() {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      return !admin.listTopics().names().get(30, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The broker does not say which topics there are", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking for topics", e);
    }
  }
}
