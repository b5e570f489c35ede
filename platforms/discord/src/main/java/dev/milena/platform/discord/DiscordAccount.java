package dev.milena.platform.discord;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.milena.model.Account;
import dev.milena.platform.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of an application with a bot. Messages of refusals say which setting is wrong and
 * what to do, never its value.
 *
 * @param token of the bot, from the developer portal
 * @param publicKey of the application: what comes to the interactions endpoint is signed with its
 *     other half. Without it the endpoint refuses everything
 * @param applicationId where it is not the bot's user id, as with applications from before 2016
 * @param mode whether the hub listens to the Gateway, or interactions alone are brought to it
 * @param baseUrl where the REST API is, with its version: without one Discord answers as v6
 * @param gatewayUrl where the Gateway is, if not where Discord says
 * @param cdnUrl where stickers are
 * @param intents what the Gateway shall send: a sum of bits
 * @param shards how many connections share the guilds; absent: as many as Discord advises
 * @see <a href="https://discord.com/developers/docs/events/gateway">Gateway, read 2026-11-21</a>
 */
record DiscordAccount(
    @Secret @JsonPropertyDescription("Token of the bot, from the developer portal") String token,
    @JsonPropertyDescription(
            "Public key of the application, 64 hexadecimal digits. Needed where interactions are brought to the hub")
        Optional<String> publicKey,
    @JsonPropertyDescription("Id of the application, if it is not the bot's own")
        Optional<String> applicationId,
    @JsonPropertyDescription(
            "How events come: gateway listens to everything, interactions has Discord bring commands and presses alone")
        Mode mode,
    @JsonPropertyDescription("Address of the REST API with its version, if not Discord's own")
        URI baseUrl,
    @JsonPropertyDescription("Address of the Gateway, if not the one that Discord names")
        Optional<URI> gatewayUrl,
    @JsonPropertyDescription("Address of Discord's files, if not Discord's own") URI cdnUrl,
    @JsonPropertyDescription("What the Gateway shall send: the sum of the intents' bits")
        Integer intents,
    @JsonPropertyDescription("Connections that share the guilds, if not as many as Discord advises")
        Optional<Integer> shards) {

  /** How events come. */
  enum Mode {
    GATEWAY,
    INTERACTIONS
  }

  private static final URI DISCORD = URI.create("https://discord.com/api/v10");
  private static final URI CDN = URI.create("https://cdn.discordapp.com");

  /**
   * Guilds, their members, messages and reactions, direct messages and their reactions, and what
   * messages say.
   */
  private static final int INTENTS = 1 | 1 << 1 | 1 << 9 | 1 << 10 | 1 << 12 | 1 << 13 | 1 << 15;

  /** One connection for each 2,500 guilds that a bot may be in with a thousand of them. */
  private static final int SHARDS_MAX = 1000;

  private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_-]+)\\.[A-Za-z0-9_.-]+");
  private static final Pattern ID = Pattern.compile("[0-9]{1,20}");
  private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{64}");

  DiscordAccount {
    if (token == null || idIn(token).isEmpty()) {
      throw new IllegalArgumentException(
          "'token' must be a bot token as the developer portal shows it: three parts with dots between, without the word Bot");
    }
    publicKey = publicKey == null ? Optional.empty() : publicKey;
    if (publicKey.filter(k -> !KEY.matcher(k).matches()).isPresent()) {
      throw new IllegalArgumentException(
          "'public-key' must be the application's public key: 64 hexadecimal digits");
    }
    applicationId = applicationId == null ? Optional.empty() : applicationId;
    if (applicationId.filter(id -> !ID.matcher(id).matches()).isPresent()) {
      throw new IllegalArgumentException("'application-id' must be a number");
    }
    mode = mode == null ? Mode.GATEWAY : mode;
    baseUrl = baseUrl == null ? DISCORD : address("base-url", baseUrl, "https?");
    gatewayUrl =
        gatewayUrl == null
            ? Optional.empty()
            : gatewayUrl.map(url -> address("gateway-url", url, "wss?"));
    cdnUrl = cdnUrl == null ? CDN : address("cdn-url", cdnUrl, "https?");
    intents = intents == null ? INTENTS : intents;
    shards = shards == null ? Optional.empty() : shards;
    if (shards.filter(n -> n < 1 || n > SHARDS_MAX).isPresent()) {
      throw new IllegalArgumentException("'shards' must be between 1 and " + SHARDS_MAX);
    }
  }

  private static URI address(String setting, URI url, String schemes) {
    boolean right =
        url.getScheme() != null
            && url.getScheme().matches("(?i)" + schemes)
            && url.getHost() != null;
    if (!right || url.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "'"
              + setting
              + "' must be an address that begins with "
              + schemes.replace("?", "")
              + "://");
    }
    String text = url.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
  }

  /** The first part of a token is the bot's user id in Base64. */
  private static Optional<String> idIn(String token) {
    Matcher parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      byte[] id = Base64.getUrlDecoder().decode(parts.group(1));
      return Optional.of(new String(id, StandardCharsets.UTF_8))
          .filter(text -> ID.matcher(text).matches());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * The settings of an account.
   *
   * @throws dev.milena.model.Json.UnreadableException when they are wrong
   */
  static DiscordAccount of(Account account) {
    return account.as(DiscordAccount.class);
  }

  /** The bot's user id. */
  String botId() {
    return idIn(token).orElseThrow();
  }

  /** The application's id: the bot's own unless told otherwise. */
  String application() {
    return applicationId.orElseGet(this::botId);
  }

  /** Address of a REST resource. */
  String url(String path) {
    return baseUrl + path;
  }

  /** Holds credentials. */
  @Override
  public String toString() {
    return "DiscordAccount[" + botId() + ", " + mode + "]";
  }
}
