package dev.milena.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against real offsets, with the time of asking as the only thing made up. */
class ProgressIT {
  private static final Duration RETENTION = Duration.ofHours(10);
  private static final double SHARE = 0.8;

  private final String topic = TestKafka.randomName("topic");
  private final String group = TestKafka.randomName("group");
  private final Admin admin =
      Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()));
  private final Progress progress = new Progress(admin, group, topic, Duration.ofSeconds(30));

  @BeforeEach
  void topic() throws InterruptedException, ExecutionException {
    make(Long.toString(RETENTION.toMillis()));
    append(0);
    append(0);
    append(1);
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void whatIsYoungMayWait() throws InterruptedException {
    assertThat(progress.isBehind(SHARE, Instant.now())).isFalse();
  }

  @Test
  void whatNobodyHasDoneForFourFifthsOfTheRetentionIsBehind() throws InterruptedException {
    assertThat(progress.isBehind(SHARE, later(7))).isFalse();
    assertThat(progress.isBehind(SHARE, later(9))).isTrue();
  }

  @Test
  void onePartitionBehindIsEnough() throws InterruptedException, ExecutionException {
    commit(0, 2);

    assertThat(progress.isBehind(SHARE, later(9))).isTrue();
  }

  @Test
  void whatIsDoneIsNotBehindHoweverOldItIs() throws InterruptedException, ExecutionException {
    commit(0, 2);
    commit(1, 1);

    assertThat(progress.isBehind(SHARE, later(9))).isFalse();
  }

  @Test
  void whatKafkaHasDeletedCannotBeDoneAnyMore() throws InterruptedException, ExecutionException {
    commit(1, 1);
    admin
        .deleteRecords(
            Map.of(
                new TopicPartition(topic, 0),
                org.apache.kafka.clients.admin.RecordsToDelete.beforeOffset(2)))
        .all()
        .get();

    assertThat(progress.isBehind(SHARE, later(9))).isFalse();
  }

  private static Instant later(int hours) {
    return Instant.now().plus(Duration.ofHours(hours));
  }

  private void make(String retention) throws InterruptedException, ExecutionException {
    admin
        .createTopics(
            List.of(
                new NewTopic(topic, 2, (short) 1)
                    .configs(
                        Map.of(
                            "retention.ms", retention, "message.timestamp.type", "LogAppendTime"))))
        .all()
        .get();
  }

  private void append(int partition) throws InterruptedException, ExecutionException {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, partition, "key", "value")).get();
    }
  }

  private void commit(int partition, long next) throws InterruptedException, ExecutionException {
    admin
        .alterConsumerGroupOffsets(
            group, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(next)))
        .all()
        .get();
  }
}
