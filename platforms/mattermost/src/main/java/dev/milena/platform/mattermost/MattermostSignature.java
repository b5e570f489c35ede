package dev.milena.platform.mattermost;

import dev.milena.platform.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

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
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  String by(String secret) {
    String signed = "v1:" + channel + ":" + action + ":" + value + ":" + expires;
    return HexFormat.of()
        .formatHex(Digests.hmacSha256(secret, signed.getBytes(StandardCharsets.UTF_8)));
  }

  /** Compares in constant time. */
  boolean isRight(String signature, String secret) {
    return HEX.matcher(signature).matches() && Digests.isSame(signature, by(secret));
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
