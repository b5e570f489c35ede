package dev.milena.platform.whatsapp;

import dev.milena.platform.Digests;
import dev.milena.platform.Media.UnavailableException;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Counts and sums up the bytes of one file as they flow by. Not thread-safe. */
final class WhatsAppChecksum {
  private static final int SHA_256_BYTES = 32;

  private final MessageDigest digest = Digests.sha256();
  private final Optional<byte[]> expected;
  private final long bytesMax;
  private long bytes;

  /**
   * @param said the sum as Meta tells it: hexadecimal digits or base64; anything else cannot be
   *     compared
   */
  WhatsAppChecksum(Optional<String> said, long bytesMax) {
    this.expected = said.flatMap(WhatsAppChecksum::decoded);
    this.bytesMax = bytesMax;
  }

  private static Optional<byte[]> decoded(String said) {
    if (said.toLowerCase(Locale.ROOT).matches("[0-9a-f]{64}")) {
      return Optional.of(HexFormat.of().parseHex(said.toLowerCase(Locale.ROOT)));
    }
    try {
      return Optional.of(Base64.getDecoder().decode(said)).filter(b -> b.length == SHA_256_BYTES);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Fails when there are more than there may be. */
  void add(Buffer piece) {
    bytes += piece.length();
    if (bytes > bytesMax) {
      throw WhatsAppMedia.tooLarge(bytesMax);
    }
    digest.update(piece.getBytes());
  }

  /** Fails when they are not the ones that were promised. */
  void verify() {
    if (expected.filter(sum -> !MessageDigest.isEqual(sum, digest.digest())).isPresent()) {
      throw new UnavailableException("The bytes of the file are not the ones that were sent");
    }
  }
}
