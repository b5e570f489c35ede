package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.platform.testkit.PlatformSimulator.Fault.After;
import dev.milena.platform.testkit.PlatformSimulator.Fault.HoldAnswer;
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
}
