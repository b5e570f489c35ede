package dev.milena.platform.http;

import dev.milena.platform.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Signs and checks as Standard Webhooks say: HMAC-SHA256 over {@code id.timestamp.body}. While a
 * secret is changed, a call carries a signature by each, and one that fits is enough.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks 1.0.0, read 2026-11-21</a>
 */
final class HttpSignature {
  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";

  static final String SECRET_SAYS =
      "whsec_ and 24 to 64 random bytes in base64, as openssl rand -base64 32 makes them";

  /**
   * How far clocks may be apart, and how long a call may be on its way: what its libraries take.
   */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final int KEY_BYTES_MIN = 24;
  private static final int KEY_BYTES_MAX = 64;

  /** Enough for every scheme and a rotation in each; each is compared with every secret. */
  private static final int SIGNATURES_MAX = 16;

  private HttpSignature() {}

  /** What became of a check. */
  enum Verdict {
    GOOD,
    /** Nobody who knows a secret signed it so. */
    WRONG,
    /** Signed, but not now. */
    STALE
  }

  /**
   * The bytes of a secret.
   *
   * @param setting what it is called in a refusal
   * @throws IllegalArgumentException when it is none
   */
  static byte[] key(String secret, String setting) {
    try {
      String bare = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
      byte[] key = Base64.getDecoder().decode(bare);
      if (key.length >= KEY_BYTES_MIN && key.length <= KEY_BYTES_MAX) {
        return key;
      }
    } catch (IllegalArgumentException _) {
      // Said below, without the value.
    }
    throw new IllegalArgumentException("'" + setting + "' must be " + SECRET_SAYS);
  }

  /** The header of a call that is made now. */
  static String by(List<byte[]> keys, String id, Instant now, byte[] body) {
    return keys.stream()
        .map(key -> VERSION + Base64.getEncoder().encodeToString(hmac(key, id, seconds(now), body)))
        .collect(Collectors.joining(" "));
  }

  static String seconds(Instant now) {
    return Long.toString(now.getEpochSecond());
  }

  /** Checks the three headers of a call; {@code null} stands for one that is missing. */
  static Verdict check(
      List<byte[]> keys,
      String id,
      String timestamp,
      String signatures,
      byte[] body,
      Instant receivedAt) {
    if (id == null
        || timestamp == null
        || signatures == null
        || !timestamp.matches("[0-9]{1,12}")) {
      return Verdict.WRONG;
    }
    boolean good = false;
    for (byte[] key : keys) {
      good |= fits(hmac(key, id, timestamp, body), signatures);
    }
    if (!good) {
      return Verdict.WRONG;
    }
    Duration apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), receivedAt);
    return apart.abs().compareTo(TOLERANCE) > 0 ? Verdict.STALE : Verdict.GOOD;
  }

  private static boolean fits(byte[] expected, String signatures) {
    boolean fits = false;
    String[] each = signatures.split(" ", SIGNATURES_MAX + 1);
    for (int i = 0; i < Math.min(each.length, SIGNATURES_MAX); i++) {
      Optional<byte[]> given = decoded(each[i]);
      fits |= given.isPresent() && MessageDigest.isEqual(expected, given.get());
    }
    return fits;
  }

  private static Optional<byte[]> decoded(String signature) {
    try {
      return signature.startsWith(VERSION)
          ? Optional.of(Base64.getDecoder().decode(signature.substring(VERSION.length())))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static byte[] hmac(byte[] key, String id, String timestamp, byte[] body) {
    byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    return Digests.hmacSha256(key, head, body);
  }
}
