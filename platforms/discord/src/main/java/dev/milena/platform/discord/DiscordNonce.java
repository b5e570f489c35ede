package dev.milena.platform.discord;

import dev.milena.platform.Digests;
import java.util.Arrays;
import java.util.Base64;

/**
 * What names a message that the hub sends, so that Discord knows one that it is sent twice, and the
 * hub knows its own when the Gateway brings it back. A function of the command and the place in its
 * plan. Pure.
 *
 * @see <a href="https://discord.com/developers/docs/resources/message#create-message">Create
 *     Message, read 2026-11-21: at most 25 characters</a>
 */
final class DiscordNonce {
  private static final String OURS = "mi.";

  /** 120 bits: 20 characters of Base64. */
  private static final int BYTES = 15;

  private DiscordNonce() {}

  static String of(String command, int number) {
    byte[] hash = Digests.sha256(command + "/" + number);
    return OURS
        + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
  }

  static boolean isOurs(String nonce) {
    return nonce.startsWith(OURS);
  }
}
