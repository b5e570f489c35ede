package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Priority;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What goes first when orders about parked commands meet what an owner before has left. */
class LaneTest {
  private static final TopicPartition PARTITION =
      new TopicPartition("milena.outbound.fake.reply", 0);

  /** Where the partition ended when it was taken over. */
  private static final long TAKEN_OVER_AT = 10;

  private static final long ORDER = 12;

  private final Lane lane = lane();

  private static Lane lane() {
    Berth berth =
        new Berth(PARTITION, new Berth.Cargo("fake", Priority.REPLY), OptionalLong.of(0), 1);
    berth.endedAt(TAKEN_OVER_AT);
    return new Lane(new Lane.Key("fake/a/c", PARTITION), new AccountRef("fake", "a"), berth);
  }

  private static Text text(long offset) {
    return new Text(
        new ConsumerRecord<>(PARTITION.topic(), 0, offset, "fake/a/c", new byte[0]), true);
  }

  private long begun(Set<Long> touched) {
    return lane.begin(1, text -> touched.contains(text.offset())).orElseThrow().offset();
  }

  @Test
  void orderGoesBeforeWhatWaits() {
    lane.add(text(8));
    lane.addOrder(text(ORDER));
    assertThat(lane.lacksText()).isFalse();
    assertThat(begun(Set.of())).isEqualTo(ORDER);
  }

  @Test
  void orderWaitsForWhatAnOwnerBeforeHasBegun() {
    lane.add(text(8));
    lane.add(text(9));
    lane.addOrder(text(ORDER));
    assertThat(begun(Set.of(8L))).isEqualTo(8);
    lane.end();
    assertThat(begun(Set.of(8L))).isEqualTo(ORDER);
  }

  @Test
  void textThatMayHaveBeenBegunIsReadBeforeAnOrderGoes() {
    lane.addOffset(8);
    lane.addOrder(text(ORDER));
    assertThat(lane.lacksText()).isTrue();
    assertThat(lane.wanted(1)).containsExactly(8);
    lane.readAgain(text(8));
    assertThat(lane.lacksText()).isFalse();
    assertThat(begun(Set.of(8L))).isEqualTo(8);
  }

  @Test
  void whatIsDoneHidesNothingThatHasBegun() {
    lane.add(text(7));
    lane.addOffset(8);
    lane.addOrder(text(ORDER));
    assertThat(begun(Set.of(7L, 8L))).isEqualTo(7);
    lane.end();
    assertThat(lane.lacksText()).isTrue();
  }

  @Test
  void orderDoesNotWaitForATextThatNobodyCanHaveBegun() {
    lane.addOffset(TAKEN_OVER_AT);
    lane.addOrder(text(ORDER));
    assertThat(lane.lacksText()).isFalse();
    assertThat(begun(Set.of())).isEqualTo(ORDER);
  }
}
