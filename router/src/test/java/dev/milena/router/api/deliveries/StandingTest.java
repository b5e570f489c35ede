package dev.milena.router.api.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.router.api.deliveries.DeliveryView.Part;
import dev.milena.router.api.deliveries.DeliveryView.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static Part part(String result, int step, int steps) {
    return new Part(
        "c",
        "chat/shop/1",
        result,
        Optional.empty(),
        step,
        steps,
        1,
        List.of(),
        List.of(),
        Instant.EPOCH);
  }

  @Test
  void lastCallOfSeveralDeliversTheWhole() {
    assertThat(Standing.of(List.of(part("delivered", 2, 3)))).isEqualTo(State.UNDERWAY);
    assertThat(Standing.of(List.of(part("delivered", 3, 3)))).isEqualTo(State.DELIVERED);
    assertThat(Standing.of(List.of(part("delivered", 0, 3)))).isEqualTo(State.DELIVERED);
  }

  @Test
  void whatWillBeTriedAgainIsUnderway() {
    for (String result :
        List.of("throttled", "unreached", "unconfirmed", "readdressed", "misconfigured")) {
      assertThat(Standing.of(List.of(part(result, 1, 1)))).as(result).isEqualTo(State.UNDERWAY);
    }
  }

  @Test
  void whatWillNotBeTriedAgainHasFailed() {
    for (String result : List.of("rejected", "parked", "expired")) {
      assertThat(Standing.of(List.of(part(result, 1, 2)))).as(result).isEqualTo(State.FAILED);
    }
  }

  @Test
  void severalPlacesStandTogether() {
    Part delivered = part("delivered", 1, 1);
    assertThat(Standing.of(List.of(delivered, part("rejected", 1, 1)))).isEqualTo(State.PARTLY);
    assertThat(Standing.of(List.of(delivered, part("throttled", 1, 1)))).isEqualTo(State.UNDERWAY);
  }

  @Test
  void wordOfANewerVersionSettlesNothing() {
    assertThat(Standing.of(List.of(part("teleported", 1, 1)))).isEqualTo(State.UNDERWAY);
  }
}
