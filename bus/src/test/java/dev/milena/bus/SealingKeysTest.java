package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milena.model.Sealer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealingKeysTest {
  private final String present = TestBus.sealingKey();
  private final String previous = TestBus.sealingKey();

  @Test
  void presentKeySealsAndBothOpen() {
    // Given
    Sealer old = TestBus.sealer(previous);
    Sealer.Sealed before = old.seal(new byte[] {1}, "x");

    // When
    Sealer sealer = new SealingKeys().sealer(Optional.of(present), Optional.of(previous));

    // Then
    assertThat(sealer.open(before, "x")).containsExactly(1);
    assertThat(TestBus.sealer(present).open(sealer.seal(new byte[] {2}, "y"), "y"))
        .containsExactly(2);
  }

  @Test
  void withoutPresentKeyNothingStartsAndTheMessageSaysHowToMakeOne() {
    // When / Then
    assertThatThrownBy(() -> new SealingKeys().sealer(Optional.empty(), Optional.of(previous)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("milena.sealing-key");
  }
}
