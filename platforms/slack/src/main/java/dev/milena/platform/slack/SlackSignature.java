package dev.milena.platform.slack;

import dev.milena.platform.Digests;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception.Cause;
import dev.milena.platform.Reception.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Slack signs every call with the app's signing secret: the version, the time and the body as it is
 * on the wire. What is older than five minutes, or that far ahead, is refused, so that nobody can
 * bring a call again that they once overheard. Pure.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying
 *     requests from Slack, read 2026-11-21</a>
 */
final class SlackSignature {
  static final String TIMESTAMP = "X-Slack-Request-Timestamp";
  static final String SIGNATURE = "X-Slack-Signature";

  /** Slack's own advice, to both sides. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final String VERSION = "v0";

  private SlackSignature() {}

  /** Why a call is not Slack's; empty: it is. */
  static Optional<Refused> refusal(String secret, InboundRequest request) {
    String timestamp = request.headers().get(TIMESTAMP);
    String said = request.headers().get(SIGNATURE);
    if (timestamp == null || said == null || !timestamp.matches("[0-9]{1,11}")) {
      return Optional.of(
          new Refused(Cause.UNAUTHENTICATED, "The call carries no signature of Slack's"));
    }
    if (!Digests.isSame(said, sign(secret, timestamp, request.body().getBytes()))) {
      return Optional.of(
          new Refused(
              Cause.UNAUTHENTICATED,
              "The signature is not made with the account's signing-secret; compare it with the app's page Basic Information"));
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
    boolean stale = Duration.between(at, request.receivedAt()).abs().compareTo(WINDOW) > 0;
    return stale
        ? Optional.of(
            new Refused(
                Cause.STALE,
                "The signature is right but not of these five minutes; is the clock of this machine right?"))
        : Optional.empty();
  }

  /** The secret looks like a hexadecimal number, but counts as the text that it is. */
  static String sign(String secret, String timestamp, byte[] body) {
    byte[] signed = (VERSION + ":" + timestamp + ":").getBytes(StandardCharsets.UTF_8);
    return VERSION + "=" + HexFormat.of().formatHex(Digests.hmacSha256(secret, signed, body));
  }
}
