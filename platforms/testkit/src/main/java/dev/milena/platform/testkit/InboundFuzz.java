package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.platform.Reception;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * The part of {@link InboundContract} that brings a platform's own payloads, spoilt. Who brings
 * them knows the secret: nothing is refused at the door.
 */
abstract class InboundFuzz extends InboundReading {
  /** A run takes seconds; what takes this long has no end. */
  private static final Duration WITHOUT_END = Duration.ofMinutes(3);

  @Test
  void spoiltInputsAreReadOrRefusedAndNeverBreakAnything() {
    // Given
    List<byte[]> examples = new ArrayList<>(Examples.beside(rig.harness().getClass()));
    examples.add(anyMessage());
    Outcomes outcomes = new Outcomes();

    // When
    Assertions.assertTimeoutPreemptively(WITHOUT_END, () -> Fuzz.each(examples, outcomes::add));

    // Then
    assertThat(outcomes.events).as("some are read: the damage is deep enough").isPositive();
    assertThat(outcomes.unreadable).as("some are refused").isPositive();
  }

  /** Reads inputs as ingress does, and counts what became of them. */
  private final class Outcomes {
    private int events;
    private int unreadable;

    void add(byte[] body) {
      if (body.length > webhook.bodyBytesMax()) {
        return;
      }
      switch (receive(body)) {
        case Reception.Accepted accepted -> {
          assertThat(accepted.reply().status()).isBetween(200, 299);
          accepted.translation().events().forEach(InboundFuzz.this::assertSound);
          events += accepted.translation().events().size();
        }
        case Reception.Answered answered ->
            assertThat(answered.reply().status()).isBetween(200, 499);
        case Reception.Refused refused -> {
          assertThat(refused.cause()).isEqualTo(Reception.Cause.UNREADABLE);
          assertThat(refused.explanation()).isNotBlank().hasSizeLessThan(500);
          unreadable++;
        }
      }
    }
  }
}
