package dev.milena.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPartitionerTest {
  private static final AccountRef ACCOUNT = new AccountRef("telegram", "support desk/2");

  @Test
  void commandsOfEveryClassAndDeliveriesOfAnAccountHaveOneNumber() {
    // Given
    List<String> keys =
        IntStream.range(0, 200)
            .mapToObj(n -> ConversationRef.of(ACCOUNT, "chat/" + n).key())
            .toList();
    List<String> topics =
        Stream.concat(
                Arrays.stream(Priority.values()).map(p -> Topics.outbound("telegram", p)),
                Stream.of(Topics.DELIVERIES, Topics.ACCOUNTS, Topics.CURSORS))
            .toList();

    // When / Then
    assertThat(topics)
        .allSatisfy(topic ->
            assertThat(keys)
                .allMatch(key ->
                    TopicPartitioner.partitionOf(topic, key, 12)
                        == TopicPartitioner.partitionOf(ACCOUNT, 12)));
  }

  @Test
  void accountsThemselvesSpreadOverAllPartitions() {
    // When / Then
    assertThat(
            IntStream.range(0, 300)
                .map(n -> TopicPartitioner.partitionOf(new AccountRef("slack", "a" + n), 12))
                .distinct())
        .hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {Topics.EVENTS, Topics.ACCEPTED})
  void eventsSpreadByConversationAsWithKafkasOwnPartitioner(String topic) {
    // When / Then
    assertThat(IntStream.range(0, 200).mapToObj(n -> "telegram/support/" + n))
        .allMatch(key ->
            TopicPartitioner.partitionOf(topic, key, 12)
                == BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), 12));
  }

  @Test
  void parkedRecordFollowsTheAccountInItsHeader() {
    // Given
    ProducerRecord<String, byte[]> parked =
        new ProducerRecord<>(Topics.PARKED, "any-record-id", new byte[0]);
    Records.setAccount(parked.headers(), ACCOUNT);

    // When / Then
    assertThat(TopicPartitioner.forced(parked, 12))
        .contains(TopicPartitioner.partitionOf(ACCOUNT, 12));
  }

  @Test
  void accountHeaderMovesNothingElse() {
    // Given
    ProducerRecord<String, byte[]> event =
        new ProducerRecord<>(Topics.EVENTS, "telegram/a/1", new byte[0]);
    Records.setAccount(event.headers(), ACCOUNT);

    // When / Then
    assertThat(TopicPartitioner.forced(event, 12)).isEmpty();
  }

  @Test
  void recordWithoutKeyIsRefused() {
    // Given
    TopicPartitioner partitioner = new TopicPartitioner();

    // When / Then
    assertThatThrownBy(() ->
            partitioner.partition(Topics.EVENTS, null, null, null, new byte[0], Cluster.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Topics.EVENTS);
    partitioner.close();
  }
}
