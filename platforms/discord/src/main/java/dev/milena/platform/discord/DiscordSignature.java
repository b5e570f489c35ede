package dev.milena.platform.discord;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * Checks that Discord itself calls: Ed25519 over the timestamp and the body as it came. Pure.
 *
 * @see <a
 *     href="https://discord.com/developers/docs/interactions/overview#validating-security-request-headers">
 *     Validating security request headers, read 2026-11-21</a>
 */
final class DiscordSignature {
  /** What stands before the 32 bytes of a key in X.509 (RFC 8410). */
  private static final String PREFIX = "302a300506032b6570032100";

  private static final String FORM = "[0-9a-fA-F]{128}";

  private DiscordSignature() {}

  /**
   * @param publicKey 64 hexadecimal digits
   * @param signature hexadecimal; anything else is none
   */
  static boolean isRight(String publicKey, String timestamp, Buffer body, String signature) {
    if (!signature.matches(FORM)) {
      return false;
    }
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key(publicKey));
      check.update(timestamp.getBytes(StandardCharsets.UTF_8));
      check.update(body.getBytes());
      return check.verify(HexFormat.of().parseHex(signature));
    } catch (SignatureException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "'public-key' is none of Ed25519: copy it again from the developer portal", e);
    }
  }

  private static PublicKey key(String publicKey) throws GeneralSecurityException {
    byte[] encoded = HexFormat.of().parseHex(PREFIX + publicKey);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
