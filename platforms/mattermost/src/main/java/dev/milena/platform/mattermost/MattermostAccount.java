package dev.milena.platform.mattermost;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.milena.model.Account;
import dev.milena.platform.BaseUrl;
import dev.milena.platform.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of a bot on one server. Messages of refusals say which setting is wrong and what to
 * do, never its value.
 *
 * @param url the server
 * @param token of the bot account; a personal access token of a user works as well
 * @param userId the bot's own user id, by which its own messages are told apart
 * @param mode whether we listen to everything in the bot's channels, or are told only what outgoing
 *     webhooks, slash commands and buttons bring
 * @param hookTokens what Mattermost shows when a slash command or an outgoing webhook is made: each
 *     call must carry one of them
 * @param callbackUrl where Mattermost finds this account's webhook; it goes out with every button
 * @param callbackSecret signs buttons and forms, since Mattermost signs nothing
 * @param pressWithin how long a button may be pressed after it was sent
 * @param catchUp how far back is read when nobody knows where the stream stopped
 * @param fileBytesMax largest file that the server takes; its own default is 100 MiB
 * @param callsPerSecond how many calls the server lets a client make; its own default where limits
 *     are on
 * @see <a
 *     href="https://docs.mattermost.com/administration-guide/configure/rate-limiting-configuration-settings.html">Rate
 *     limiting: 10 a second, 100 at once, off by default; read 2026-11-21</a>
 */
record MattermostAccount(
    @JsonPropertyDescription("Address of the server, for example https://chat.example.com") URI url,
    @Secret @JsonPropertyDescription("Token of the bot account") String token,
    @JsonPropertyDescription("The bot's own user id, 26 letters and digits") String userId,
    @JsonPropertyDescription(
            "How messages come: socket listens to all channels of the bot, webhook takes what outgoing webhooks bring")
        Mode mode,
    @Secret
        @JsonPropertyDescription(
            "Tokens of the slash commands and outgoing webhooks that call this account")
        List<String> hookTokens,
    @JsonPropertyDescription(
            "Where Mattermost reaches this account, for buttons: https://hub.example.com/in/mattermost/<name>")
        Optional<URI> callbackUrl,
    @Secret @JsonPropertyDescription("Random text that signs buttons; at least 16 characters")
        Optional<String> callbackSecret,
    @JsonPropertyDescription("How long a button may be pressed after it was sent")
        Duration pressWithin,
    @JsonPropertyDescription("How far back to read when nobody knows where the stream stopped")
        Duration catchUp,
    @JsonPropertyDescription("Largest file that the server takes, in bytes") Long fileBytesMax,
    @JsonPropertyDescription("Calls that the server lets a client make in a second")
        Integer callsPerSecond) {

  /** How messages come. */
  enum Mode {
    SOCKET,
    WEBHOOK
  }

  /** FileSettings.MaxFileSize of a new server. */
  private static final long FILE_BYTES_MAX = 100L * 1024 * 1024;

  /** RateLimitSettings.PerSec of a new server. */
  private static final int CALLS_PER_SECOND = 10;

  private static final Duration PRESS_WITHIN = Duration.ofDays(30);
  private static final Duration CATCH_UP = Duration.ofMinutes(5);
  private static final Duration CATCH_UP_MAX = Duration.ofDays(7);
  private static final int SECRET_MIN = 16;

  private static final Pattern ID = Pattern.compile("[a-z0-9]{26}");
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{8,512}");

  MattermostAccount {
    if (url == null) {
      throw new IllegalArgumentException("'url' must be the address of the Mattermost server");
    }
    url = address(url, "url");
    if (token == null || !TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "'token' must be the token that Mattermost showed when the bot account was made");
    }
    if (userId == null || !ID.matcher(userId).matches()) {
      throw new IllegalArgumentException(
          "'user-id' must be the bot's user id, 26 letters and digits: ./milena mattermost whoami shows it");
    }
    mode = mode == null ? Mode.SOCKET : mode;
    hookTokens = hookTokens == null ? List.of() : List.copyOf(hookTokens);
    callbackUrl = callbackUrl == null ? Optional.empty() : callbackUrl;
    callbackUrl = callbackUrl.map(u -> address(u, "callback-url"));
    callbackSecret = callbackSecret == null ? Optional.empty() : callbackSecret;
    if (callbackSecret.filter(s -> s.length() < SECRET_MIN).isPresent()) {
      throw new IllegalArgumentException(
          "'callback-secret' must have at least 16 characters: openssl rand -hex 32 makes one");
    }
    pressWithin = pressWithin == null ? PRESS_WITHIN : pressWithin;
    catchUp = catchUp == null ? CATCH_UP : catchUp;
    if (catchUp.isNegative() || catchUp.compareTo(CATCH_UP_MAX) > 0) {
      throw new IllegalArgumentException("'catch-up' must be between 0s and 7d");
    }
    fileBytesMax = fileBytesMax == null ? FILE_BYTES_MAX : fileBytesMax;
    callsPerSecond = callsPerSecond == null ? CALLS_PER_SECOND : callsPerSecond;
    if (fileBytesMax < 1 || callsPerSecond < 1) {
      throw new IllegalArgumentException(
          "'file-bytes-max' and 'calls-per-second' must be at least 1");
    }
  }

  private static URI address(URI url, String setting) {
    return BaseUrl.of(url, setting, "a web address", "https://chat.example.com");
  }

  /**
   * The settings of an account.
   *
   * @throws dev.milena.model.Json.UnreadableException when they are wrong
   */
  static MattermostAccount of(Account account) {
    return account.as(MattermostAccount.class);
  }

  /** Whether buttons can come back to us. */
  boolean takesPresses() {
    return callbackUrl.isPresent() && callbackSecret.isPresent();
  }

  /** Address of a call of the REST API. */
  String api(String path) {
    return url + "/api/v4" + path;
  }

  /** Address of the socket, at the same host. */
  String socketUrl() {
    return "ws" + url.toString().substring("http".length()) + "/api/v4/websocket";
  }

  /** Holds credentials. */
  @Override
  public String toString() {
    return "MattermostAccount[" + userId + ", " + mode + "]";
  }
}
