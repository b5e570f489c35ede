package dev.milena.platform.mattermost;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what comes back from Mattermost with a press or a form. The server vouches for nothing
 * there, and keeps to itself what we put in; so we put in what only we can have written: it holds
 * in one channel, for one button, for a while. Pure.
 *
 * @param channel where the button is
 * @param action which one
 * @param value what it carries
 * @param expires second from which on it does not hold any more
 */
record MattermostSignature(String channel, String action, String value, long expires) {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  String by(String secret) {
    String signed = "v1:" + channel + ":" + action + ":" + value + ":" + expires;
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }

  /** Compares in constant time. */
  boolean isRight(String signature, String secret) {
    return HEX.matcher(signature).matches()
        && MessageDigest.isEqual(
            signature.getBytes(StandardCharsets.UTF_8),
            by(secret).getBytes(StandardCharsets.UTF_8));
  }

  boolean holdsAt(Instant now) {
    return now.getEpochSecond() < expires;
  }

  /** What stands in it belongs to people. */
  @Override
  public String toString() {
    return "MattermostSignature[" + channel + "]";
  }
}
