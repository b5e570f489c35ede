package dev.milena.router.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrimmerIT {
  private static final Map<String, Object> KAFKA =
      Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers());

  /** Later than anything that the broker has stamped. */
  private static final Instant LATER = Instant.now().plus(Duration.ofDays(1));

  private final Trimmer trimmer = new Trimmer(KAFKA);
  private final Admin admin = Admin.create(KAFKA);
  private final String topic = TestKafka.randomName("trim");
  private final TopicPartition partition = new TopicPartition(topic, 0);

  @BeforeEach
  void tenRecords() throws ExecutionException, InterruptedException {
    NewTopic stamped =
        new NewTopic(topic, 1, (short) 1)
            .configs(Map.of("message.timestamp.type", "LogAppendTime"));
    admin.createTopics(List.of(stamped)).all().get();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(KAFKA, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < 10; i++) {
        producer.send(new ProducerRecord<>(topic, "key", "text " + i)).get();
      }
    }
  }

  @AfterEach
  void close() {
    admin.close();
  }

  private void commit(String group, long offset) throws ExecutionException, InterruptedException {
    admin
        .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  private long begin() throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.earliest()))
        .partitionResult(partition)
        .get()
        .offset();
  }

  @Test
  void whatTheSlowestReaderHasDoneGoes() throws ExecutionException, InterruptedException {
    // Given
    commit(TestKafka.randomName("fast"), 9);
    commit(TestKafka.randomName("slow"), 4);

    // When
    long gone = trimmer.trim(topic::equals, LATER);

    // Then
    assertThat(gone).isEqualTo(4);
    assertThat(begin()).isEqualTo(4);
    assertThat(trimmer.holdNothingBefore(topic::equals, LATER)).isFalse();
  }

  @Test
  void whenAllIsDoneNothingIsLeft() throws ExecutionException, InterruptedException {
    // Given
    commit(TestKafka.randomName("reader"), 10);

    // When
    trimmer.trim(topic::equals, LATER);

    // Then
    assertThat(trimmer.holdNothingBefore(topic::equals, LATER)).isTrue();
    assertThat(trimmer.trim(topic::equals, LATER)).isZero();
  }

  @Test
  void whatNobodyHasReadStays() throws ExecutionException, InterruptedException {
    assertThat(trimmer.trim(topic::equals, LATER)).isZero();
    assertThat(begin()).isZero();
  }

  @Test
  void whatIsYoungStays() throws ExecutionException, InterruptedException {
    // Given
    commit(TestKafka.randomName("reader"), 10);

    // When / Then
    assertThat(trimmer.trim(topic::equals, Instant.EPOCH)).isZero();
    assertThat(trimmer.holdNothingBefore(topic::equals, Instant.EPOCH)).isTrue();
  }

  @Test
  void readerThatHasNotCommittedYetHoldsEverythingBack()
      throws ExecutionException, InterruptedException {
    // Given
    commit(TestKafka.randomName("reader"), 10);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            TestKafka.shared().bootstrapServers(),
            "group.id",
            TestKafka.randomName("new"),
            "enable.auto.commit",
            "false");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return !consumer.assignment().isEmpty();
          });

      // When / Then
      assertThat(trimmer.trim(topic::equals, LATER)).isZero();
    }
  }
}
