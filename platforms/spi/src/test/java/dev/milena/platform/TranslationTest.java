package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TranslationTest {
  @Test
  void whatCannotBeReadIsUnknownAndInNobodysWay() {
    // When
    Translation read =
        Translation.guarded(
                "event_form",
                () -> {
                  throw new IllegalStateException("A form of tomorrow");
                })
            .plus(Translation.guarded("event_form", () -> Translation.ignored("typing")));

    // Then
    assertThat(read.hasUnknown()).isTrue();
    assertThat(read.skipped())
        .extracting(Translation.Skipped::reason)
        .containsExactly("unknown_event_form", "typing");
  }
}
