package dev.milena.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milena.backing.testing.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicReaderIT {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final String topic = TestKafka.shared().createTopic("read", 2);
  private final TopicPartition partition = new TopicPartition(topic, 1);
  private final Appender appender = TestBus.appender(TestBus.config(), topic);

  @BeforeEach
  void fill() {
    append("a", 1_000);
    append("b", 2_000);
    append("c", 3_000);
  }

  @AfterEach
  void close() {
    appender.close();
  }

  @Test
  void readsFromTheBeginningToTheEndThatIsThereNow() {
    // When / Then
    assertThat(read(TopicReader.From.BEGINNING)).containsExactly("a", "b", "c");
  }

  @Test
  void readsFromAnOffset() {
    // When / Then
    assertThat(read(TopicReader.From.offset(1))).containsExactly("b", "c");
  }

  @Test
  void offsetBehindTheEndReadsNothing() {
    // When / Then
    assertThat(read(TopicReader.From.offset(99))).isEmpty();
  }

  @Test
  void readsFromATime() {
    // When / Then
    assertThat(read(TopicReader.From.time(Instant.ofEpochMilli(1_500)))).containsExactly("b", "c");
    assertThat(read(TopicReader.From.time(Instant.ofEpochMilli(3_000)))).containsExactly("c");
    assertThat(read(TopicReader.From.time(Instant.ofEpochMilli(3_001)))).isEmpty();
  }

  @Test
  void passesOverWhatRetentionHasTaken() throws Exception {
    // Given
    try (Admin admin = Admin.create(TestBus.kafka())) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2))).all().get();
    }

    // When / Then
    assertThat(read(TopicReader.From.offset(0))).containsExactly("c");
    assertThat(read(TopicReader.From.BEGINNING)).containsExactly("c");
  }

  @Test
  void emptyPartitionIsReadAtOnce() {
    // Given
    List<Object> seen = new ArrayList<>();

    // When
    TopicReader.read(
        TestBus.kafka(), new TopicPartition(topic, 0), TopicReader.From.BEGINNING, LONG, seen::add);

    // Then
    assertThat(seen).isEmpty();
  }

  @Test
  void withoutBrokerItGivesUpInTime() {
    // Given
    Map<String, Object> nobody = Map.of("bootstrap.servers", "127.0.0.1:1");
    long begun = System.nanoTime();

    // When / Then
    assertThatThrownBy(() ->
            TopicReader.read(
                nobody,
                partition,
                TopicReader.From.BEGINNING,
                Duration.ofMillis(500),
                record -> {}))
        .isInstanceOf(TimeoutException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  private List<String> read(TopicReader.From from) {
    List<String> values = new ArrayList<>();
    TopicReader.read(
        TestBus.kafka(), partition, from, LONG, r -> values.add(new String(r.value(), UTF_8)));
    return values;
  }

  private void append(String value, long atMillis) {
    appender
        .append(new ProducerRecord<>(topic, 1, atMillis, "k", value.getBytes(UTF_8)))
        .await()
        .atMost(LONG);
  }
}
