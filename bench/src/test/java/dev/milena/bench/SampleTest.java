package dev.milena.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void percentilesAreThoseOfAllThatWasRecorded() {
    // Given
    Histogram micros = new Histogram(3);
    for (int millis = 1; millis <= 1000; millis++) {
      micros.recordValue(millis * 1000L);
    }

    // When
    Sample sample = new Sample(1, 0, micros, Duration.ofNanos(1500));

    // Then
    assertThat(sample.millis(50)).isCloseTo(500, within(1.0));
    assertThat(sample.millis(99)).isCloseTo(990, within(1.0));
    assertThat(sample.millis(99.9)).isCloseTo(999, within(1.0));
    assertThat(sample.cpuMicros()).isEqualTo(1.5);
  }

  @Test
  void rateHoldsOnlyIfAllWasTakenAndNothingPiledUp() {
    // Given
    Duration second = Duration.ofSeconds(1);
    Histogram none = new Histogram(3);

    // Then
    assertThat(new OpenLoop.Result(9, 0, 0, second, none).holds(second)).isTrue();
    assertThat(new OpenLoop.Result(9, 1, 0, second, none).holds(second)).isFalse();
    assertThat(new OpenLoop.Result(9, 0, 1, second, none).holds(second)).isFalse();
    assertThat(new OpenLoop.Result(9, 0, 0, second.plusMillis(1), none).holds(second)).isFalse();
  }
}
