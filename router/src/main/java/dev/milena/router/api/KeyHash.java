package dev.milena.router.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes API keys, and what is kept of them. A key is 256 random bits: nobody finds it from its
 * SHA-256, and nothing slower is needed. Who compares hashes learns nothing about keys from the
 * time it takes.
 */
public final class KeyHash {
  /** Lets people and scanners of leaked secrets see what it is. */
  private static final String PREFIX = "milena_";

  private static final int KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private KeyHash() {}

  /** A new key. Shown once, never kept. */
  public static String newKey() {
    byte[] bytes = new byte[KEY_BYTES];
    RANDOM.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is kept. */
  public static byte[] of(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
