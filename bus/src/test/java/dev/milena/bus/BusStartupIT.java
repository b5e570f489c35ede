package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.milena.backing.testing.TestKafka;
import dev.milena.model.AccountRef;
import dev.milena.model.Priority;
import dev.milena.model.Sealer;
import dev.milena.model.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusStartupIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Sealer sealer = TestBus.sealer(TestBus.sealingKey());
  private final List<Runnable> afterwards = new ArrayList<>();

  @AfterEach
  void cleanUp() {
    afterwards.reversed().forEach(Runnable::run);
  }

  @Test
  void afterTheStartTopicsMetadataAndAccountsAreThere() {
    // Given
    Process first = start(TestBus.config());
    AccountRef ref = TestBus.randomAccount();
    first.appender.append(TestBus.published(ref, 1, sealer)).await().atMost(LONG);

    // When
    Process second = start(TestBus.config());

    // Then
    assertThat(second.startup.ready()).isTrue();
    assertThat(second.startup.trouble()).isEmpty();
    assertThat(second.accounts.find(ref)).isPresent();
    assertThat(topics()).contains(Topics.outbound(ref.platform(), Priority.REPLY));
  }

  @Test
  void accountOfANewPlatformBringsItsTopics() {
    // Given
    Process process = start(TestBus.config());
    AccountRef ref = TestBus.randomAccount();

    // When
    process.appender.append(TestBus.published(ref, 1, sealer)).await().atMost(LONG);

    // Then
    await()
        .atMost(LONG)
        .until(() -> topics().contains(Topics.outbound(ref.platform(), Priority.BULK)));
  }

  @Test
  void withoutKafkaItStartsNotReadyAndIsReadySoonAfterKafkaIs() {
    // Given
    TestKafka.shared().stop();
    afterwards.add(TestKafka.shared()::start);

    // When
    Process process = start(TestBus.config("milena.kafka.start-wait", "1s"));

    // Then
    assertThat(process.startup.ready()).isFalse();
    assertThat(process.accounts.ready()).isFalse();
    assertThat(process.startup.trouble()).isPresent();
    TestKafka.shared().start();
    process.startup.whenReady().await().atMost(LONG);
    assertThat(process.startup.ready()).isTrue();
    assertThat(process.accounts.ready()).isTrue();
  }

  @Test
  void topicsThatCannotBeUsedStopTheStartWithWhatToDo() {
    // Given
    start(TestBus.config());

    // When / Then
    assertThatThrownBy(() -> start(TestBus.config("milena.topics.partitions", "5")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Topics.DELIVERIES + " has 4")
        .hasMessageContaining("Set milena.topics.partitions");
  }

  private record Process(BusStartup startup, Appender appender, AccountTable accounts) {}

  private Process start(TestBus.Settings config) {
    Map<String, Object> kafka = TestBus.kafka();
    Appender appender = new Appender(kafka, config.kafka());
    AccountTable accounts = new AccountTable(kafka, config.accounts(), sealer);
    ErasedTable erased = new ErasedTable(kafka, TestBus.hash());
    BusStartup startup =
        new BusStartup(
            new TopicSetup(kafka, config.topics()), appender, accounts, erased, config.kafka());
    afterwards.add(appender::close);
    afterwards.add(erased::close);
    afterwards.add(accounts::close);
    afterwards.add(() -> startup.onStop(new ShutdownEvent()));
    startup.onStart(new StartupEvent());
    return new Process(startup, appender, accounts);
  }

  private static List<String> topics() {
    try (Admin admin = Admin.create(TestBus.kafka())) {
      return List.copyOf(admin.listTopics().names().get());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
