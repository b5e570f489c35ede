package dev.milena.router.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
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

  private final byte[] key;

  KeyedHash(@ConfigProperty(name = "milena.sealing-key") Optional<String> key) {
    this.key = Base64.getDecoder().decode(key.orElse("").strip());
  }

  /** Thirty-two bytes. */
  public byte[] of(String purpose, byte[] input) {
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
