package dev.milena.platform.webim;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.milena.model.Account;
import dev.milena.platform.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of one Webim account of the hub: one door of one Webim installation.
 *
 * @param baseUrl the installation
 * @param accessToken what Webim asks of us
 * @param door which side of Webim this account talks to; default {@code channel}
 * @param ownId names the channel or robot inside event ids; default: host and channel id, or host
 *     and {@code bot}
 * @param callbackToken what we ask of Webim, as a token
 * @param callbackUser the user of {@code https://user:password@…} in the address given to Webim
 * @param callbackPassword its password
 * @param visitorId what a visitor is called when a link to this account is opened. The router reads
 *     it; default {@code chat}
 * @param textMax longest text of one message, in UTF-16 units; default 4000, because Webim's own
 *     limit is not public
 * @param callsPerSecond most calls of this account; default 10, because Webim's own limit is not
 *     public
 * @param repeatWindow input without a message id that comes again with the same bytes within this
 *     time is a repeat; default 0: every call is a new message
 * @param channel the mapping document of the Custom Channel
 * @param bot what is special to the External Bot API
 */
public record WebimSettings(
    @JsonPropertyDescription("Address of the installation, as in https://example.webim.ru")
        String baseUrl,
    @Secret
        @JsonPropertyDescription(
            "Token that Webim shows where the channel or robot is set up. A robot of version 1.0"
                + " needs none: write any word")
        String accessToken,
    @JsonPropertyDescription("channel: we bring visitors (default). bot: we are a robot operator")
        Door door,
    @JsonPropertyDescription(
            "Name in event ids. Needed where two robots of one installation are accounts here")
        Optional<String> ownId,
    @Secret @JsonPropertyDescription("Token that Webim brings with its calls")
        Optional<String> callbackToken,
    @JsonPropertyDescription("User in the address that Webim calls, https://user:password@…")
        Optional<String> callbackUser,
    @Secret @JsonPropertyDescription("Password in the address that Webim calls")
        Optional<String> callbackPassword,
    @JsonPropertyDescription("Name of a visitor: chat (the chat's id, default) or guid (random)")
        VisitorId visitorId,
    @JsonPropertyDescription("Longest text of one message, default 4000") Integer textMax,
    @JsonPropertyDescription("Most calls a second, default 10") Integer callsPerSecond,
    @JsonPropertyDescription(
            "The same bytes again within this time are a repeat, where messages have no id;"
                + " default 0s: never")
        Duration repeatWindow,
    @JsonPropertyDescription("How messages of the Custom Channel look on the wire")
        ChannelSettings channel,
    @JsonPropertyDescription("What is special to a robot") BotSettings bot) {

  private static final int DEFAULT_TEXT_MAX = 4000;
  private static final int DEFAULT_CALLS_PER_SECOND = 10;

  /** A sentence fits into it; with less every sentence would be cut. */
  private static final int LEAST_TEXT_MAX = 100;

  /** Which side of Webim an account talks to. */
  public enum Door {
    @JsonProperty("channel")
    CHANNEL,
    @JsonProperty("bot")
    BOT
  }

  /** What a visitor is called. */
  public enum VisitorId {
    /** The id of the chat that is led here. */
    @JsonProperty("chat")
    CHAT,
    /** A random one, so that Webim does not learn the chat's. */
    @JsonProperty("guid")
    GUID
  }

  /** Everything is checked here, the mapping included, so that one wrong value is named at once. */
  public WebimSettings {
    baseUrl = SettingChecks.baseUrl("base-url", baseUrl);
    door = door == null ? Door.CHANNEL : door;
    visitorId = visitorId == null ? VisitorId.CHAT : visitorId;
    textMax = textMax == null ? DEFAULT_TEXT_MAX : textMax;
    callsPerSecond = callsPerSecond == null ? DEFAULT_CALLS_PER_SECOND : callsPerSecond;
    repeatWindow = repeatWindow == null ? Duration.ZERO : repeatWindow;
    channel = channel == null ? ChannelSettings.DEFAULT : channel;
    bot = bot == null ? BotSettings.DEFAULT : bot;
    SettingChecks.that(
        accessToken != null && !accessToken.isBlank() || door == Door.BOT && !bot.sends(),
        "access-token: missing; Webim shows it where the channel or robot is set up");
    SettingChecks.that(
        callbackUser.isPresent() == callbackPassword.isPresent(),
        "callback-user and callback-password: set both or neither");
    SettingChecks.that(textMax >= LEAST_TEXT_MAX, "text-max: at least " + LEAST_TEXT_MAX);
    SettingChecks.that(callsPerSecond >= 1, "calls-per-second: at least 1");
    SettingChecks.that(!repeatWindow.isNegative(), "repeat-window: not below 0");
    channel.check();
  }

  /** The settings of an account, the spelling of their keys included. */
  static WebimSettings of(Account account) {
    account.as(KnownKeys.class);
    return account.as(WebimSettings.class);
  }

  /** What names this account in event ids. */
  String ownName() {
    return ownId.orElseGet(() ->
        URI.create(baseUrl).getAuthority()
            + switch (door) {
              case CHANNEL -> "/channel/" + channel.id();
              case BOT -> "/bot";
            });
  }

  /** No credentials. */
  @Override
  public String toString() {
    return "WebimSettings[" + door + ", " + baseUrl + "]";
  }
}
