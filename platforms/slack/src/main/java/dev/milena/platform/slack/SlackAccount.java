package dev.milena.platform.slack;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.milena.model.Account;
import dev.milena.platform.BaseUrl;
import dev.milena.platform.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of an app. Messages of refusals say which setting is wrong and what to do, never its
 * value.
 *
 * @param appId of the app, from its page <i>Basic Information</i>; stands in event ids
 * @param botToken of the workspace in which the app is installed
 * @param workspaces further workspaces (or, with an organisation-wide installation, enterprises) in
 *     which the same app is installed, by their ids: Slack has one address for the events of all of
 *     them
 * @param signingSecret by which a call is known to be Slack's. Without it the webhook refuses
 *     everything
 * @param appToken app-level token with the scope {@code connections:write}; needed in socket mode
 * @param mode whether we listen on a socket or Slack calls
 * @param connections how many sockets are kept open. One that Slack renews leaves the others
 * @param botUser the bot's own user id. Slack names it with every event; only needed for events of
 *     old apps
 * @param assistant whether the app is an AI app, which may show a status in its threads
 * @param baseUrl where the Web API is
 * @see <a href="https://docs.slack.dev/authentication/tokens">Tokens, read 2026-11-21</a>
 */
record SlackAccount(
    @JsonPropertyDescription("Id of the app, A…, from its page Basic Information") String appId,
    @Secret @JsonPropertyDescription("Bot token, xoxb-…, from the page OAuth & Permissions")
        String botToken,
    @JsonPropertyDescription(
            "Further workspaces (T…) or enterprises (E…) of the same app, each with its bot token")
        Map<String, Workspace> workspaces,
    @Secret
        @JsonPropertyDescription(
            "Signing secret from the page Basic Information. Needed in webhook mode")
        Optional<String> signingSecret,
    @Secret
        @JsonPropertyDescription(
            "App-level token, xapp-…, with the scope connections:write. Needed in socket mode")
        Optional<String> appToken,
    @JsonPropertyDescription("How events come: socket listens, webhook has Slack call") Mode mode,
    @JsonPropertyDescription("Sockets that are kept open, 1 to 10") int connections,
    @JsonPropertyDescription("The bot's user id, U…, if Slack does not name it with its events")
        Optional<String> botUser,
    @JsonPropertyDescription("Whether the app is an AI app, which may show that it is writing")
        boolean assistant,
    @JsonPropertyDescription("Address of the Web API, if not Slack's own") URI baseUrl) {

  /** How events come. */
  enum Mode {
    SOCKET,
    WEBHOOK
  }

  /**
   * A further installation of the app.
   *
   * @param botToken its own
   */
  record Workspace(@Secret @JsonPropertyDescription("Bot token, xoxb-…") String botToken) {
    Workspace {
      botToken = token("workspaces.*.bot-token", botToken);
    }

    @Override
    public String toString() {
      return "Workspace[]";
    }
  }

  private static final URI SLACK = URI.create("https://slack.com/api");

  /** What Slack allows an app. */
  private static final int CONNECTIONS_MAX = 10;

  SlackAccount {
    if (appId == null || appId.isBlank()) {
      throw new IllegalArgumentException(
          "'app-id' must be the id of the app as its page Basic Information shows it: A and letters and digits");
    }
    botToken = token("bot-token", botToken);
    workspaces = workspaces == null ? Map.of() : Map.copyOf(workspaces);
    if (!workspaces.keySet().stream().allMatch(id -> id.matches("[A-Z0-9]{2,30}"))) {
      throw new IllegalArgumentException(
          "'workspaces' are named by the ids of workspaces (T…) or enterprises (E…)");
    }
    signingSecret = signingSecret == null ? Optional.empty() : signingSecret;
    appToken = appToken == null ? Optional.empty() : appToken;
    if (appToken.isPresent() && !appToken.get().startsWith("xapp-")) {
      throw new IllegalArgumentException(
          "'app-token' must be an app-level token, which begins with xapp-; make one with the scope connections:write");
    }
    mode = mode == null ? Mode.SOCKET : mode;
    connections = connections == 0 ? 1 : connections;
    if (connections < 1 || connections > CONNECTIONS_MAX) {
      throw new IllegalArgumentException("'connections' must be between 1 and 10");
    }
    botUser = botUser == null ? Optional.empty() : botUser;
    baseUrl =
        BaseUrl.of(
            baseUrl == null ? SLACK : baseUrl,
            "base-url",
            "the address of a Web API",
            SLACK.toString());
  }

  private static String token(String name, String token) {
    if (token == null || token.isBlank() || token.startsWith("xapp-")) {
      throw new IllegalArgumentException(
          "'" + name + "' must be a bot token as the page OAuth & Permissions shows it: xoxb-…");
    }
    return token;
  }

  /**
   * The settings of an account.
   *
   * @throws dev.milena.model.Json.UnreadableException when they are wrong
   */
  static SlackAccount of(Account account) {
    return account.as(SlackAccount.class);
  }

  /** What stands for the placeholders of {@link #tokenOf}, and {@code app-token}. */
  Map<String, String> secrets() {
    Map<String, String> secrets = new HashMap<>();
    secrets.put("token", botToken);
    workspaces.forEach((id, workspace) -> secrets.put("token." + id, workspace.botToken()));
    appToken.ifPresent(token -> secrets.put("app-token", token));
    return secrets;
  }

  /** Name of the placeholder for the token of a workspace; absent: the account has none there. */
  Optional<String> tokenOf(Optional<String> workspace) {
    return workspace.isEmpty()
        ? Optional.of("token")
        : workspace.filter(workspaces::containsKey).map(id -> "token." + id);
  }

  /** Address of a method. */
  String methodUrl(String method) {
    return baseUrl + "/" + method;
  }

  /** Where answers to commands and presses go: a host of its own beside Slack's. */
  String hooksUrl() {
    String authority = baseUrl.getRawAuthority().toLowerCase(Locale.ROOT);
    return baseUrl.getScheme() + "://" + (isSlack() ? "hooks." + authority : authority);
  }

  /** Whether an address that Slack handed out is one of Slack's. */
  boolean isOurs(URI url) {
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    return isSlack()
        ? "https".equals(url.getScheme()) && host.endsWith("." + slackHost())
            || "wss".equals(url.getScheme()) && host.endsWith("." + slackHost())
        : host.equalsIgnoreCase(baseUrl.getHost()) && url.getPort() == baseUrl.getPort();
  }

  private boolean isSlack() {
    return slackHost().equals("slack.com") || slackHost().equals("slack-gov.com");
  }

  private String slackHost() {
    return baseUrl.getHost().toLowerCase(Locale.ROOT);
  }

  /** Holds credentials. */
  @Override
  public String toString() {
    return "SlackAccount[" + appId + ", " + mode + "]";
  }
}
