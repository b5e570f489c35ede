package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.platform.testkit.PlatformSimulator.Fault.After;
import dev.milena.platform.testkit.PlatformSimulator.Fault.BadSignature;
import dev.milena.platform.testkit.PlatformSimulator.Fault.Down;
import dev.milena.platform.testkit.PlatformSimulator.Fault.HoldAnswer;
import dev.milena.platform.testkit.PlatformSimulator.Fault.Over;
import dev.milena.platform.testkit.PlatformSimulator.Fault.Throttle;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final Faults faults = new Faults();

  @Test
  void faultAfterSomeCallsHitsTheNextOneAndNoOther() {
    // Given
    faults.add(new After(2, new Throttle(1, 7)));

    // When
    var first = faults.nextOfCall();
    var second = faults.nextOfCall();
    var third = faults.nextOfCall();
    var fourth = faults.nextOfCall();

    // Then
    assertThat(first).isEmpty();
    assertThat(second).isEmpty();
    assertThat(third).contains(new Faults.OfCall.Throttled(7));
    assertThat(fourth).isEmpty();
  }

  @Test
  void heldAnswerIsHeldAsLongAsItSays() {
    // Given
    faults.add(new HoldAnswer(1, Duration.ofSeconds(9)));

    // When
    var first = faults.nextOfCall();
    var second = faults.nextOfCall();

    // Then
    assertThat(first).contains(new Faults.OfCall.Held(Duration.ofSeconds(9)));
    assertThat(second).isEmpty();
  }

  @Test
  void whatHasNotStruckDoesNotWhenItIsOver() {
    // Given
    faults.add(new Throttle(3, 7));
    faults.add(new After(1, new HoldAnswer(1, Duration.ofSeconds(9))));
    faults.add(new BadSignature(1));
    faults.add(new Down(Duration.ofHours(1)));

    // When
    faults.add(new Over());

    // Then
    assertThat(faults.nextOfCall()).isEmpty();
    assertThat(faults.nextOfCall()).isEmpty();
    assertThat(faults.takeBadSignature()).isFalse();
  }
}
