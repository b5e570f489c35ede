package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DigestsTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The examples of FIPS 180-4 and RFC 4231, test case 2. */
  @Test
  void publishedVectorsHold() {
    assertThat(HexFormat.of().formatHex(Digests.sha256("abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(
            HexFormat.of()
                .formatHex(Digests.hmacSha256("Jefe", bytes("what do ya want for nothing?"))))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void partsCountAsOne() {
    assertThat(Digests.hmacSha256("key", bytes("one"), bytes("two")))
        .isEqualTo(Digests.hmacSha256("key", bytes("onetwo")));
  }

  @Test
  void textsAreTheSameOrNot() {
    assertThat(Digests.isSame("ä secret", "ä secret")).isTrue();
    assertThat(Digests.isSame("ä secret", "ä secre")).isFalse();
    assertThat(Digests.isSame("", "ä secret")).isFalse();
  }
}
