package dev.milena.bus;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Hashes that only a holder of the sealing key can make (HMAC-SHA-256), each purpose under a key of
 * its own. Who has only the database cannot find the input by trying.
 */
@ApplicationScoped
public class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";

  /** The present key, then the one before it, if any. */
  private final List<byte[]> keys;

  KeyedHash(
      @ConfigProperty(name = "milena.sealing-key") Optional<String> present,
      @ConfigProperty(name = "milena.sealing-key-previous") Optional<String> previous) {
    this.keys =
        Stream.concat(Stream.of(present.orElse("")), previous.stream())
            .map(String::strip)
            .map(Base64.getDecoder()::decode)
            .toList();
  }

  /** Thirty-two bytes, under the present key. */
  public byte[] of(String purpose, byte[] input) {
    return of(keys.getFirst(), purpose, input);
  }

  /** The hashes that the input may be kept under: that of the present key first. */
  public Stream<byte[]> all(String purpose, String input) {
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    return keys.stream().filter(key -> key.length > 0).map(key -> of(key, purpose, bytes));
  }

  private static byte[] of(byte[] key, String purpose, byte[] input) {
    return hmac(hmac(key, ("milena " + purpose).getBytes(StandardCharsets.UTF_8)), input);
  }

  public byte[] of(String purpose, String input) {
    return of(purpose, input.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[] input) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(input);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "No sealing key. Set milena.sealing-key to 32 random bytes in Base64", e);
    }
  }
}
