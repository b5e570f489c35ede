package dev.milena.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  @Test
  void laterClaimCounts() {
    assertThat(claim(2, "a").supersedes(claim(1, "b"))).isTrue();
    assertThat(claim(1, "b").supersedes(claim(2, "a"))).isFalse();
  }

  @Test
  void ofTwoClaimsOfOneMomentEverybodyPrefersTheSame() {
    Cursor one = claim(1, "a");
    Cursor other = claim(1, "b");

    assertThat(one.supersedes(other)).isNotEqualTo(other.supersedes(one));
  }

  @Test
  void ownersLaterPositionCounts() {
    assertThat(claim(1, "a").at(Optional.of("2")).supersedes(claim(1, "a"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "null", "[]", "{}", "{\"platform\":\"p\"}", "{\"epoch\":\"x\"}"})
  void whatIsNoCursorIsPassedOver(String value) {
    assertThat(Cursor.read(record(value.getBytes(StandardCharsets.UTF_8)))).isEmpty();
  }

  @Test
  void deletedCursorIsNone() {
    assertThat(Cursor.read(record(null))).isEmpty();
  }

  private static ConsumerRecord<String, byte[]> record(byte[] value) {
    return new ConsumerRecord<>("milena.cursors", 0, 0, "p/a", value);
  }

  private static Cursor claim(long epoch, String owner) {
    return new Cursor("p", "a", "own", epoch, owner, Optional.empty());
  }
}
