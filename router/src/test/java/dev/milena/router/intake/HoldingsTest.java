package dev.milena.router.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldingsTest {
  private static final TopicPartition ONE = new TopicPartition("events", 1);
  private static final TopicPartition TWO = new TopicPartition("events", 2);

  private final MockConsumer<String, byte[]> kafka = new MockConsumer<>("earliest");
  private final Holdings holdings = new Holdings();

  @BeforeEach
  void bothAreOursFromTen() {
    kafka.assign(List.of(ONE, TWO));
    kafka.updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L));
    kafka.seek(ONE, 10);
    kafka.seek(TWO, 10);
    holdings.onPartitionsAssigned(kafka, List.of(ONE, TWO));
  }

  @Test
  void whatIsWorkedOnIsNotGivenOutTwice() {
    List<ConsumerRecord<String, byte[]>> batch = List.of(record(ONE, 10), record(ONE, 11));
    holdings.ours(batch, false);

    assertThat(holdings.ours(batch, false)).isEmpty();
    assertThat(holdings.ours(batch, true)).isEqualTo(batch);
  }

  @Test
  void nextBatchIsNoGapWhileTheOneBeforeIsUnderWay() {
    holdings.ours(List.of(record(ONE, 10)), false);

    assertThat(holdings.gaps(List.of(record(ONE, 11)), false)).isEmpty();
    assertThat(holdings.gaps(List.of(record(ONE, 12)), false)).containsExactly(Map.entry(ONE, 11L));
  }

  @Test
  void batchBehindOneThatIsNotDoneIsNotSent() {
    holdings.ours(List.of(record(ONE, 10)), false);
    holdings.ours(List.of(record(ONE, 11)), false);

    assertThat(holdings.send(Map.of(ONE, 11L))).isFalse();
    assertThat(holdings.gaps(List.of(record(ONE, 11)), true)).containsExactly(Map.entry(ONE, 10L));
  }

  @Test
  void whatIsReadAgainAfterAGapIsWorkedOn() {
    holdings.ours(List.of(record(ONE, 10)), false);

    holdings.unclaim();

    assertThat(holdings.ours(List.of(record(ONE, 10)), false)).hasSize(1);
  }

  @Test
  void whatIsDoneIsNotWorkedOnAgain() {
    holdings.ours(List.of(record(ONE, 10)), false);
    holdings.send(Map.of(ONE, 10L));
    holdings.sent(Map.of(ONE, 11L));

    holdings.unclaim();

    assertThat(holdings.ours(List.of(record(ONE, 10), record(ONE, 11)), false))
        .extracting(ConsumerRecord::offset)
        .containsExactly(11L);
  }

  @Test
  void partitionThatGoesToSomebodyElseIsCommittedAndNoLongerOurs() {
    holdings.ours(List.of(record(ONE, 10), record(TWO, 10)), false);
    holdings.send(Map.of(ONE, 10L, TWO, 10L));
    holdings.sent(Map.of(ONE, 11L, TWO, 11L));

    holdings.onPartitionsRevoked(kafka, List.of(ONE));

    assertThat(kafka.committed(java.util.Set.of(ONE)).get(ONE).offset()).isEqualTo(11);
    assertThat(holdings.ours(List.of(record(ONE, 11), record(TWO, 11)), false))
        .extracting(ConsumerRecord::partition)
        .containsExactly(2);
    assertThat(holdings.send(Map.of(ONE, 11L))).isFalse();
    assertThat(holdings.takeUncommitted()).containsOnlyKeys(TWO);
  }

  @Test
  void partitionThatComesBackStartsWhereKafkaSays() {
    holdings.ours(List.of(record(ONE, 10), record(ONE, 11)), false);
    holdings.onPartitionsRevoked(kafka, List.of(ONE));
    kafka.seek(ONE, 11);

    holdings.onPartitionsAssigned(kafka, List.of(ONE));

    assertThat(holdings.ours(List.of(record(ONE, 10), record(ONE, 11)), false))
        .extracting(ConsumerRecord::offset)
        .containsExactly(11L);
    assertThat(holdings.unchecked()).containsEntry(ONE, 12L - 1);
  }

  @Test
  void realGapIsSkipped() {
    assertThat(holdings.gaps(List.of(record(ONE, 50)), false)).containsKey(ONE);

    holdings.skip(ONE);

    assertThat(holdings.gaps(List.of(record(ONE, 50)), false)).isEmpty();
    assertThat(holdings.ours(List.of(record(ONE, 50)), false)).hasSize(1);
    assertThat(holdings.send(Map.of(ONE, 50L))).isTrue();
  }

  @Test
  void memberThatTheGroupHasGivenUpHoldsNothing() {
    holdings.ours(List.of(record(ONE, 10)), false);
    holdings.doubt();

    holdings.giveUpAll();

    assertThat(holdings.isInDoubt()).isFalse();
    assertThat(holdings.send(Map.of(ONE, 10L))).isFalse();
    assertThat(holdings.ours(List.of(record(ONE, 10)), true)).isEmpty();
  }

  private static ConsumerRecord<String, byte[]> record(TopicPartition p, long offset) {
    return new ConsumerRecord<>(p.topic(), p.partition(), offset, "key", new byte[0]);
  }
}
