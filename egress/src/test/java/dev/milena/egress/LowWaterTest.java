package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LowWaterTest {
  @Test
  void nothingIsCommittedBeforeItIsKnownWhereReadingBegan() {
    LowWater low = new LowWater(OptionalLong.empty());
    assertThat(low.committable()).isEmpty();
    low.taken(7);
    assertThat(low.committable()).hasValue(7);
  }

  @Test
  void committedIsEverythingBelowTheOldestThatIsNotDone() {
    LowWater low = new LowWater(OptionalLong.of(10));
    assertThat(low.committable()).hasValue(10);
    low.taken(10);
    low.taken(11);
    low.taken(12);
    low.finished(11);
    low.finished(12);
    assertThat(low.committable()).hasValue(10);
    assertThat(low.window()).isEqualTo(3);
    low.finished(10);
    assertThat(low.committable()).hasValue(13);
    assertThat(low.window()).isZero();
  }

  @Test
  void offsetsThatHoldNothingArePassedOver() {
    LowWater low = new LowWater(OptionalLong.of(0));
    low.taken(5);
    assertThat(low.committable()).hasValue(5);
    low.taken(9);
    low.finished(5);
    assertThat(low.committable()).hasValue(9);
  }

  @Test
  void whatIsReadTwiceCountsOnce() {
    LowWater low = new LowWater(OptionalLong.of(0));
    assertThat(low.taken(0)).isTrue();
    assertThat(low.taken(1)).isTrue();
    assertThat(low.taken(0)).isFalse();
    assertThat(low.taken(1)).isFalse();
  }

  @Test
  void holdsForHundredsOfThousandsInAnyOrder() {
    LowWater low = new LowWater(OptionalLong.of(1_000_000));
    List<Long> offsets = new ArrayList<>();
    for (long offset = 1_000_000; offset < 1_300_000; offset++) {
      low.taken(offset);
      offsets.add(offset);
    }
    Collections.shuffle(offsets, new Random(1));
    offsets.remove(Long.valueOf(1_250_000));
    offsets.forEach(low::finished);
    assertThat(low.committable()).hasValue(1_250_000);
    low.finished(1_250_000);
    assertThat(low.committable()).hasValue(1_300_000);
  }
}
