package dev.milena.platform.whatsapp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.milena.platform.Media.UnavailableException;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes are the right ones, and no more than were announced. */
class WhatsAppChecksumTest {
  private static WhatsAppChecksum of(String sum, long most, String... pieces) {
    WhatsAppChecksum checksum = new WhatsAppChecksum(Optional.of(sum), most);
    for (String piece : pieces) {
      checksum.add(Buffer.buffer(piece));
    }
    return checksum;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
        "something that is no sum at all"
      })
  void sumsAreReadHoweverTheyAreWritten(String sum) {
    assertThatCode(() -> of(sum, 3, "a", "bc").verify()).doesNotThrowAnyException();
  }

  @Test
  void otherBytesAreRefused() {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> of("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", 3, "abd").verify());
  }

  @Test
  void moreThanAnnouncedIsRefusedAtOnce() {
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> of("x", 3, "ab", "cd"));
  }
}
