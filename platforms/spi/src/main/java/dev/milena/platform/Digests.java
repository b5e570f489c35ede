package dev.milena.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sums of bytes, and proofs of who wrote them. Pure. */
public final class Digests {
  private static final String HMAC = "HmacSHA256";

  private Digests() {}

  /** To sum up what comes piece by piece. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  public static byte[] sha256(String text) {
    return sha256().digest(utf8(text));
  }

  /** Over all parts, one behind the other. */
  public static byte[] hmacSha256(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + HMAC, e);
    }
  }

  /** With a key that is a text, however much it looks like something else. */
  public static byte[] hmacSha256(String key, byte[]... parts) {
    return hmacSha256(utf8(key), parts);
  }

  /** Takes as long whatever the first difference is. */
  public static boolean isSame(String said, String expected) {
    return MessageDigest.isEqual(utf8(said), utf8(expected));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
