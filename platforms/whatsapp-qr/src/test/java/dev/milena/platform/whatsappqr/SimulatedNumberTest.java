package dev.milena.platform.whatsappqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class SimulatedNumberTest {
  /** Who was forgotten is somebody new only by what they say afterwards. */
  @Test
  void whatAPersonSaysIsDatedWhenTheySayIt() {
    long at =
        SimulatedNumber.message(SimulatedNumber.MEMBER, SimulatedNumber.newId())
            .path("messageTimestamp")
            .asLong();

    assertThat(Instant.ofEpochSecond(at)).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
  }
}
