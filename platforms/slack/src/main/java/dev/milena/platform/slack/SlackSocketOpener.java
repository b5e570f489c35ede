package dev.milena.platform.slack;

import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.Payload.id;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.milena.model.Account;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.Socket;
import dev.milena.platform.SocketClient;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Opens sockets: Slack gives an address, good for one connection and for a short while.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/apps.connections.open">
 *     apps.connections.open, read 2026-11-21</a>
 */
final class SlackSocketOpener {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** What no patience helps against: somebody has to change the account or the app. */
  private static final Set<String> LASTING =
      Set.of(
          "invalid_auth",
          "not_authed",
          "token_revoked",
          "token_expired",
          "account_inactive",
          "not_allowed_token_type",
          "missing_scope",
          "forbidden_team",
          "socket_mode_not_enabled");

  private final ApiClient http;
  private final SocketClient sockets;
  private final Account account;
  private final SlackAccount settings;

  SlackSocketOpener(ApiClient http, SocketClient sockets, Account account) {
    this.http = http;
    this.sockets = sockets;
    this.account = account;
    this.settings = SlackAccount.of(account);
  }

  /** Fails with {@link StreamFailure} where Slack says what is wrong. */
  Uni<Socket> open() {
    if (settings.appToken().isEmpty()) {
      return Uni.createFrom()
          .failure(
              misconfigured(
                  "The account has no app-token; make an app-level token with the scope connections:write"));
    }
    ApiRequest request =
        new ApiRequest(
            "POST",
            settings.methodUrl("apps.connections.open"),
            Map.of("authorization", "Bearer {app-token}"),
            new ApiRequest.FormBody(Map.of()));
    return http.send(request, settings.secrets(), TIMEOUT)
        .map(this::address)
        .chain(address -> sockets.open(address, Map.of(), TIMEOUT));
  }

  private String address(ApiAnswer answer) {
    JsonNode body = answer.status() == 200 ? answer.json() : MissingNode.getInstance();
    if (flag(body, "ok")) {
      return id(body, "url")
          .filter(url -> settings.isOurs(URI.create(url)))
          .orElseThrow(() -> new IllegalStateException("Slack named no address of its own"));
    }
    if (answer.status() == 429 || body.path("error").asText().equals("ratelimited")) {
      throw new StreamFailure(
          StreamFailure.Kind.THROTTLED,
          "Slack asks to wait before the next socket",
          SlackAnswers.retryAfter(answer));
    }
    if (LASTING.contains(body.path("error").asText())) {
      throw misconfigured(
          "Slack refuses the app-token; take a current one with the scope connections:write, and see that Socket Mode"
              + " is on in the app's settings");
    }
    throw new IllegalStateException("apps.connections.open was answered " + answer.status());
  }

  static StreamFailure misconfigured(String why) {
    return new StreamFailure(StreamFailure.Kind.MISCONFIGURED, why, Duration.ZERO);
  }

  @Override
  public String toString() {
    return "SlackSocketOpener[" + account.ref() + "]";
  }
}
