package dev.milena.platform.webim;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.Digests;
import dev.milena.platform.InboundRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a call comes from Webim: by a user and password in the address given to it (Basic),
 * by a token, or by both. Robots must bring everything that is configured. On the Custom Channel
 * one of the two is enough, because the vendor's chat handlers, which know only Basic, may report
 * to the same address. Compared in constant time.
 *
 * @see <a href="https://webim.ru/kb/dev/chat-handlers">Webim: chat event handlers, for user and
 *     password in the address (read 2026-11-21)</a>
 */
final class CallbackGuard {
  private static final String AUTHORIZATION = "Authorization";
  private static final String BASIC = "Basic ";
  private static final List<CallbackPlace> SECRET_KEY =
      List.of(new CallbackPlace.InBody(JsonPointer.compile("/secretKey")));

  private CallbackGuard() {}

  /** Why the call is not taken; empty: it is. Never quotes what was sent. */
  static Optional<String> refusal(WebimSettings settings, InboundRequest request, JsonNode body) {
    Optional<Boolean> basic = basic(settings).map(right -> basicMatches(right, request));
    Optional<Boolean> token = token(settings).map(t -> tokenMatches(settings, t, request, body));
    if (basic.isEmpty() && token.isEmpty()) {
      return Optional.of(
          "This account cannot tell Webim from anybody else and takes nothing: set callback-token, or callback-user and"
              + " callback-password");
    }
    boolean right =
        switch (settings.door()) {
          case CHANNEL -> basic.orElse(false) || token.orElse(false);
          case BOT -> basic.orElse(true) && token.orElse(true);
        };
    return right
        ? Optional.empty()
        : Optional.of("The call does not bring the credentials of this account");
  }

  private static Optional<String> basic(WebimSettings settings) {
    return settings
        .callbackUser()
        .flatMap(user ->
            settings
                .callbackPassword()
                .filter(p -> !p.isEmpty())
                .map(password -> user + ":" + password))
        .map(pair ->
            BASIC + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<String> token(WebimSettings settings) {
    return settings.callbackToken().filter(t -> !t.isBlank());
  }

  private static boolean basicMatches(String right, InboundRequest request) {
    return same(right, Optional.ofNullable(request.headers().get(AUTHORIZATION)).orElse(""));
  }

  private static boolean tokenMatches(
      WebimSettings settings, String token, InboundRequest request, JsonNode body) {
    InboundMapping.Auth auth = settings.channel().inbound().auth();
    List<CallbackPlace> places =
        switch (settings.door()) {
          case CHANNEL -> auth.places();
          case BOT -> SECRET_KEY;
        };
    List<String> forms =
        switch (settings.door()) {
          case CHANNEL -> auth.forms();
          case BOT -> List.of(InboundMapping.Auth.TOKEN);
        };
    Optional<String> brought =
        places.stream().flatMap(p -> p.read(request, body).stream()).findFirst();
    return brought.isPresent() && anyOf(forms, token, brought.get());
  }

  /** All of them are compared, so that the time does not tell which one was nearly right. */
  private static boolean anyOf(List<String> forms, String token, String brought) {
    boolean right = false;
    for (String form : forms) {
      right |= same(form.replace(InboundMapping.Auth.TOKEN, token), brought);
    }
    return right;
  }

  /** Hashes are compared, so that not even the length shows. */
  private static boolean same(String right, String brought) {
    return MessageDigest.isEqual(Digests.sha256(right), Digests.sha256(brought));
  }
}
