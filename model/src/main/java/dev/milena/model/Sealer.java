package dev.milena.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals credentials with AES-256-GCM under a key from the environment. What a seal belongs to is
 * bound to it as additional data, so that it cannot be moved to another account or version.
 * Thread-safe.
 *
 * @see <a href="https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf">NIST
 *     SP 800-38D</a>
 */
public final class Sealer {
  private static final int KEY_BYTES = 32;

  /** The nonce length that GCM is made for. */
  private static final int NONCE_BYTES = 12;

  private static final int TAG_BITS = 128;

  private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
  private final String current;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param base64Keys 32 bytes each, in Base64: the current key first, then those that may still be
   *     met
   */
  public Sealer(List<String> base64Keys) {
    if (base64Keys.isEmpty()) {
      throw new IllegalArgumentException(
          "No sealing key. Set milena.sealing-key to 32 random bytes in Base64");
    }
    base64Keys.forEach(this::add);
    current = keys.keySet().iterator().next();
  }

  private void add(String base64) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The sealing key is not Base64 (openssl rand -base64 32 makes one)", null);
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "The sealing key has "
              + key.length
              + " bytes instead of 32 (openssl rand -base64 32 makes one)");
    }
    keys.put(keyId(base64), new SecretKeySpec(key, "AES"));
  }

  private static String keyId(String base64) {
    return java.util.HexFormat.of()
        .formatHex(CommandIds.hash("milena-key-id:" + base64.strip()), 0, 4);
  }

  /**
   * Bytes that only a holder of the key can read.
   *
   * @param key id of the key
   * @param nonce Base64
   * @param bytes Base64, with the tag at the end
   */
  public record Sealed(String key, String nonce, String bytes) {}

  /** Seals under the current key. */
  public Sealed seal(byte[] plain, String belongsTo) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, current, nonce, plain, belongsTo);
    return new Sealed(
        current,
        Base64.getEncoder().encodeToString(nonce),
        Base64.getEncoder().encodeToString(sealed));
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws CannotOpenException when the key is not among ours, or the bytes were changed or moved
   */
  public byte[] open(Sealed sealed, String belongsTo) {
    if (!keys.containsKey(sealed.key())) {
      throw new CannotOpenException(
          "Sealed under key "
              + sealed.key()
              + ", which this process does not have (has "
              + keys.keySet()
              + ")");
    }
    return run(
        Cipher.DECRYPT_MODE,
        sealed.key(),
        Base64.getDecoder().decode(sealed.nonce()),
        Base64.getDecoder().decode(sealed.bytes()),
        belongsTo);
  }

  private byte[] run(int mode, String keyId, byte[] nonce, byte[] input, String belongsTo) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD((keyId + "|" + belongsTo).getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new CannotOpenException(
          "The sealed bytes of " + belongsTo + " were changed or belong to something else");
    }
  }

  /** What is sealed stays sealed. The message names what it belongs to, never what it is. */
  public static final class CannotOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotOpenException(String message) {
      super(message);
    }
  }
}
