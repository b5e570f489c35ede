package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErasedTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.500Z");
  private static final Instant LATER = AT.plusMillis(1);
  private static final String CHAT = "chat/shop/789";

  private final String key = TestBus.sealingKey();
  private final KeyedHash hash = new KeyedHash(Optional.of(key), Optional.empty());
  private final Erased erased = erased(hash);

  private static Erased erased(KeyedHash hash) {
    return new Erased(hash, Map.of(Erased.name(hash, CHAT), AT));
  }

  @Test
  void whatWasAppendedUpToTheMomentIsCovered() {
    assertThat(erased.covers(CHAT, AT)).isTrue();
    assertThat(erased.covers(CHAT, LATER)).isFalse();
  }

  @Test
  void whatAPlatformDeliversLateIsFromBefore() {
    assertThat(erased.covers(Stream.of(CHAT), LATER, AT.minusSeconds(1))).isTrue();
  }

  @Test
  void messageOfTheVerySecondIsNewSinceItsPlatformTellsNoMore() {
    assertThat(erased.covers(Stream.of(CHAT), LATER, Instant.parse("2026-01-01T00:00:00Z")))
        .isFalse();
  }

  @Test
  void anyOfItsKeysIsEnoughAndStrangersAreNotCovered() {
    assertThat(erased.covers(Stream.of("chat/shop/~1", CHAT), AT, AT)).isTrue();
    assertThat(erased.covers("chat/shop/7890", AT)).isFalse();
    assertThat(erased.covers(Stream.empty(), AT, AT)).isFalse();
  }

  @Test
  void nameDoesNotSayWhoseItIs() {
    assertThat(Erased.name(hash, CHAT)).matches("[0-9a-f]{64}");
    assertThat(Erased.name(TestBus.hash(), CHAT)).isNotEqualTo(Erased.name(hash, CHAT));
  }

  @Test
  void listMadeUnderThePreviousKeyStillCounts() {
    // Given
    KeyedHash rotated = new KeyedHash(Optional.of(TestBus.sealingKey()), Optional.of(key));

    // When
    Erased read = new Erased(rotated, Map.of(Erased.name(hash, CHAT), AT));

    // Then
    assertThat(read.covers(CHAT, AT)).isTrue();
  }

  @Test
  void emptyListCoversNothing() {
    assertThat(new Erased(hash, Map.of()).mayCover(Instant.EPOCH, Instant.EPOCH)).isFalse();
    assertThat(erased.mayCover(LATER, LATER.plus(Duration.ofDays(1)))).isFalse();
  }
}
