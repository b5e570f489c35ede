package dev.milena.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnderWayTest {
  private final UnderWay underWay = new UnderWay(2);

  @Test
  void messageCountsFromWhenItWasDue() {
    // Given
    long due = System.nanoTime() - Duration.ofSeconds(3).toNanos();

    // When
    underWay.begin(0, due);
    boolean arrived = underWay.end(0);

    // Then
    assertThat(arrived).isTrue();
    assertThat(underWay.takeMicros().getMaxValue()).isGreaterThanOrEqualTo(2_990_000);
  }

  @Test
  void chatHasOneUnderWayAtMost() {
    // When
    boolean first = underWay.begin(0, System.nanoTime());
    boolean second = underWay.begin(0, System.nanoTime());

    // Then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
  }

  @Test
  void whatArrivesASecondTimeOrForAStrangerIsNotCounted() {
    // Given
    underWay.begin(0, System.nanoTime());
    underWay.end(0);

    // When
    boolean copy = underWay.end(0);
    boolean stranger = underWay.end(7);

    // Then
    assertThat(copy).isFalse();
    assertThat(stranger).isFalse();
    assertThat(underWay.takeMicros().getTotalCount()).isEqualTo(1);
  }

  @Test
  void whatWasGivenUpMakesRoomAndIsNotCounted() {
    // Given
    underWay.begin(0, System.nanoTime());

    // When
    underWay.giveUp(0);

    // Then
    assertThat(underWay.begin(0, System.nanoTime())).isTrue();
    assertThat(underWay.takeMicros().getTotalCount()).isZero();
  }
}
