package dev.milena.platform.mattermost;

import static dev.milena.platform.Payload.text;

import dev.milena.platform.Digests;
import dev.milena.platform.Reception.Cause;
import dev.milena.platform.Reception.Refused;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells the server from anybody else: by the token of the command or webhook, and where Mattermost
 * has none (buttons, forms) by our own signature, which it brings back. Pure.
 *
 * @see <a href="https://developers.mattermost.com/integrate/slash-commands/custom/">Custom slash
 *     commands, read 2026-11-21</a>
 */
final class MattermostGuard {
  /** What the server puts before a command's token, whatever its page says. */
  private static final String SCHEME = "Token ";

  private final MattermostAccount settings;

  MattermostGuard(MattermostAccount settings) {
    this.settings = settings;
  }

  /** Why the call is not taken; empty where it is the server's. */
  Optional<Refused> refusal(MattermostCallback call, MultiMap headers, Instant now) {
    return switch (call.kind()) {
      case COMMAND, OUTGOING, UNKNOWN -> byToken(call, headers);
      case PRESS -> bySignature(MattermostSigned.press(call.body()), now);
      case DIALOG, LOOKUP -> bySignature(MattermostSigned.dialog(call.body()), now);
    };
  }

  private Optional<Refused> byToken(MattermostCallback call, MultiMap headers) {
    Optional<String> token = text(call.body(), "token");
    if (token.isEmpty() && call.kind() == MattermostCallback.Kind.UNKNOWN) {
      return Optional.of(
          new Refused(Cause.UNREADABLE, "The body is nothing that Mattermost sends"));
    }
    if (settings.hookTokens().isEmpty()) {
      return unauthenticated(
          "No token is known: put those of the slash commands and outgoing webhooks into 'hook-tokens'");
    }
    if (token.filter(this::isKnown).isEmpty()) {
      return unauthenticated("The token is none of 'hook-tokens'");
    }
    return sent(headers).filter(t -> !isKnown(t)).isPresent()
        ? unauthenticated("The token in the header is none of 'hook-tokens'")
        : Optional.empty();
  }

  /** An administrator may have the server send another scheme, which is then not for us. */
  private static Optional<String> sent(MultiMap headers) {
    return Optional.ofNullable(headers.get("Authorization"))
        .filter(h -> h.startsWith(SCHEME))
        .map(h -> h.substring(SCHEME.length()));
  }

  /** All are compared, so that time tells nothing. */
  private boolean isKnown(String token) {
    return settings.hookTokens().stream()
        .map(known -> Digests.isSame(known, token))
        .reduce(false, Boolean::logicalOr);
  }

  private Optional<Refused> bySignature(MattermostSigned signed, Instant now) {
    if (settings.callbackSecret().isEmpty()) {
      return unauthenticated(
          "Buttons and forms cannot be told from forged ones: set 'callback-secret'");
    }
    if (!signed.claim().isRight(signed.signature(), settings.callbackSecret().get())) {
      return unauthenticated("The signature is not ours");
    }
    return signed.claim().holdsAt(now)
        ? Optional.empty()
        : Optional.of(new Refused(Cause.STALE, "The button is older than 'press-within'"));
  }

  private static Optional<Refused> unauthenticated(String why) {
    return Optional.of(new Refused(Cause.UNAUTHENTICATED, why));
  }
}
