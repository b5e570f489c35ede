package dev.milena.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  @Test
  void readsWhatInstantsWrite() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(
              random.nextLong(0, 250_000_000_000L), random.nextInt(1_000_000_000));

      assertThat(Times.parse(instant.toString())).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.1Z",
        "2026-01-01T00:00:00.000000001Z",
        "2024-02-29T23:59:59.999Z",
        "2026-01-01T00:00:00+02:00",
        "2026-01-01T00:00:00.5-11:30"
      })
  void readsEveryFormThatTheLibraryReads(String text) {
    assertThat(Times.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    assertThat(Json.read(Json.tree(('"' + text + '"').getBytes()), Instant.class))
        .isEqualTo(Times.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Z",
        "now",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00.1234567890Z",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-01T24:00:01Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01 00:00:00Z",
        "2026-01-01T00:00:0xZ"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(
            () -> Json.read(Json.mapper().getNodeFactory().textNode(text), Instant.class))
        .isInstanceOfAny(Json.UnreadableException.class);
  }
}
