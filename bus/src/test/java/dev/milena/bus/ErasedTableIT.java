package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Topics;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ErasedTableIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final KeyedHash hash = TestBus.hash();
  private final String chat = TestBus.randomAccount().key() + "/1";
  private final Appender appender = TestBus.appender(TestBus.config(), Topics.ERASED);
  private final ErasedTable table = new ErasedTable(TestBus.kafka(), hash);

  @BeforeAll
  static void makeTopics() {
    TopicSetup setup = new TopicSetup(TestBus.kafka(), TestBus.config().topics());
    setup.ensure(setup.core());
  }

  @AfterEach
  void close() {
    table.close();
    appender.close();
  }

  private void tell(String key, Instant at) {
    appender.append(ErasedTable.toRecord(Erased.name(hash, key), at)).await().atMost(LONG);
  }

  @Test
  void whoWasErasedBeforeTheStartIsKnownWhenItIsReady() {
    // Given
    tell(chat, AT);

    // When
    table.start();
    table.awaitReady(LONG);

    // Then
    assertThat(table.now().covers(chat, AT)).isTrue();
    assertThat(table.now().covers(chat, AT.plusMillis(1))).isFalse();
  }

  @Test
  void whoIsErasedLaterIsKnownSoon() {
    // Given
    table.start();
    table.awaitReady(LONG);

    // When
    tell(chat, AT);

    // Then
    await().atMost(LONG).until(() -> table.now().covers(chat, AT));
  }
}
