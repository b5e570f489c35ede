package dev.milena.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitsTest {
  @Test
  void whatBecomesSoIsAwaited() throws Exception {
    // Given
    AtomicInteger looks = new AtomicInteger();

    // When
    boolean so = Waits.until(Duration.ofMinutes(1), () -> looks.incrementAndGet() == 3);

    // Then
    assertThat(so).isTrue();
    assertThat(looks).hasValue(3);
  }

  @Test
  void whatNeverBecomesSoIsNotWaitedForForever() throws Exception {
    // When
    boolean so = Waits.until(Duration.ofMillis(30), () -> false);

    // Then
    assertThat(so).isFalse();
  }

  @Test
  void restEndsNoSoonerThanItShould() {
    // Given
    long from = System.nanoTime();

    // When
    Waits.rest(Duration.ofMillis(20));

    // Then
    assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
  }
}
