package dev.milena.platform.telegram;

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
 * The settings of a bot. Messages of refusals say which setting is wrong and what to do, never its
 * value.
 *
 * @param token from @BotFather
 * @param webhookSecret what Telegram sends back with every webhook call, as it was given to
 *     setWebhook. Without it the webhook refuses everything
 * @param mode whether we ask for updates or Telegram brings them
 * @param baseUrl where the Bot API is: Telegram's own, or a server of one's own
 * @param pollTimeout longest wait of one getUpdates call. Telegram's server cuts it at 50 s; keep
 *     it below the idle timeout of any proxy between
 * @param allowedUpdates which kinds of updates to ask for; by default all that the hub has a word
 *     for. Telegram remembers the list until the next call, so it goes with every one
 * @param media how files go out
 * @param username the bot's own name, by which commands for another bot are told apart; absent:
 *     asked for when needed
 * @see <a href="https://core.telegram.org/bots/api#getupdates">getUpdates, read 2026-11-21</a>
 */
record TelegramAccount(
    @Secret @JsonPropertyDescription("Token from @BotFather") String token,
    @Secret
        @JsonPropertyDescription(
            "Secret that was given to setWebhook: 1 to 256 letters, digits, _ and -. Needed in webhook mode")
        Optional<String> webhookSecret,
    @JsonPropertyDescription(
            "How updates come: polling asks for them, webhook has Telegram bring them")
        Mode mode,
    @JsonPropertyDescription("Address of the Bot API, if not Telegram's own") URI baseUrl,
    @JsonPropertyDescription("Longest wait of one getUpdates call, 1s to 50s") Duration pollTimeout,
    @JsonPropertyDescription("Kinds of updates to ask for, if not all that the hub understands")
        List<String> allowedUpdates,
    @JsonPropertyDescription("How files go out: auto, by url, or as bytes") FileRoute media,
    @JsonPropertyDescription("The bot's name without @, if it shall not be asked for")
        Optional<String> username) {

  /** How updates come. */
  enum Mode {
    POLLING,
    WEBHOOK
  }

  /** How files that are not yet at Telegram get there. */
  enum FileRoute {
    /** By address where Telegram can fetch it, else as bytes. */
    AUTO,
    /** Always by address. */
    URL,
    /** Always as bytes. */
    BYTES
  }

  private static final URI TELEGRAM = URI.create("https://api.telegram.org");

  /** The server's own cap. */
  private static final Duration POLL_TIMEOUT_MAX = Duration.ofSeconds(50);

  private static final Pattern TOKEN = Pattern.compile("([0-9]{1,20}):[A-Za-z0-9_-]+");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{1,256}");

  TelegramAccount {
    if (token == null || !TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "'token' must be a bot token as @BotFather shows it: digits, a colon, and the secret part");
    }
    webhookSecret = webhookSecret == null ? Optional.empty() : webhookSecret;
    if (webhookSecret.isPresent() && !SECRET.matcher(webhookSecret.get()).matches()) {
      throw new IllegalArgumentException(
          "'webhook-secret' must be 1 to 256 characters long and hold only letters, digits, _ and -");
    }
    mode = mode == null ? Mode.POLLING : mode;
    baseUrl =
        BaseUrl.of(
            baseUrl == null ? TELEGRAM : baseUrl,
            "base-url",
            "the address of a Bot API server",
            TELEGRAM.toString());
    pollTimeout = pollTimeout == null ? POLL_TIMEOUT_MAX : pollTimeout;
    if (pollTimeout.toSeconds() < 1 || pollTimeout.compareTo(POLL_TIMEOUT_MAX) > 0) {
      throw new IllegalArgumentException("'poll-timeout' must be between 1s and 50s");
    }
    allowedUpdates =
        allowedUpdates == null || allowedUpdates.isEmpty()
            ? TelegramEvents.UNDERSTOOD
            : List.copyOf(allowedUpdates);
    media = media == null ? FileRoute.AUTO : media;
    username = username == null ? Optional.empty() : username.map(u -> u.replaceFirst("^@", ""));
  }

  /**
   * The settings of an account.
   *
   * @throws dev.milena.model.Json.UnreadableException when they are wrong
   */
  static TelegramAccount of(Account account) {
    return account.as(TelegramAccount.class);
  }

  /** The bot's user id. */
  String botId() {
    return token.substring(0, token.indexOf(':'));
  }

  /**
   * Whether the Bot API is Telegram's own, with its bounds on files, and not a server of one's own.
   */
  boolean onCloud() {
    return TELEGRAM.getHost().equalsIgnoreCase(baseUrl.getHost());
  }

  /** Address of a method, without the token. */
  String methodUrl(String method) {
    return baseUrl + "/bot{token}/" + method;
  }

  /** Holds credentials. */
  @Override
  public String toString() {
    return "TelegramAccount[" + botId() + ", " + mode + "]";
  }
}
