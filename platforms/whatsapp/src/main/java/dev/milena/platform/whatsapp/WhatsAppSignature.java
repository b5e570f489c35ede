package dev.milena.platform.whatsapp;

import dev.milena.platform.Digests;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception.Cause;
import dev.milena.platform.Reception.Refused;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Meta signs the bytes of a call as it sends them, with what is not ASCII mostly written as
 * escapes: whoever signs what they have read sees other bytes. There is no time in it, so repeats
 * are told by the ids of events. Pure.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint">Validating
 *     payloads, read 2026-11-21</a>
 */
final class WhatsAppSignature {
  static final String HEADER = "X-Hub-Signature-256";

  private static final String SCHEME = "sha256=";

  private WhatsAppSignature() {}

  /** Why a call is not Meta's; empty: it is. */
  static Optional<Refused> refusal(List<String> secrets, InboundRequest request) {
    if (secrets.isEmpty()) {
      return refused(
          "The account has no app-secret, so nobody can prove to be Meta. It stands on the app's page Settings, Basic");
    }
    String said = request.headers().get(HEADER);
    if (said == null) {
      return refused("The call carries no signature of Meta's");
    }
    byte[] body = request.body().getBytes();
    boolean signed = false;
    for (String secret : secrets) {
      signed |= Digests.isSame(said, sign(secret, body));
    }
    return signed
        ? Optional.empty()
        : refused(
            "The signature is not made with the account's app-secret; compare it with the app's page Settings, Basic");
  }

  private static Optional<Refused> refused(String explanation) {
    return Optional.of(new Refused(Cause.UNAUTHENTICATED, explanation));
  }

  static String sign(String secret, byte[] body) {
    return SCHEME + HexFormat.of().formatHex(Digests.hmacSha256(secret, body));
  }
}
