package dev.milena.platform.vk;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.milena.model.Account;
import dev.milena.platform.BaseUrl;
import dev.milena.platform.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of a community. Messages of refusals say which setting is wrong and what to do,
 * never its value.
 *
 * @param token the community's access token, with the rights messages, photos, docs and manage
 * @param groupId the community's number, without a sign
 * @param mode whether we ask for events or VK brings them
 * @param secret what VK puts into every call of the Callback API. Without it no event is taken from
 *     there
 * @param confirmation what VK wants to hear when it tries the address; absent: asked for when
 *     needed
 * @param baseUrl where the methods are
 * @param pollWait how long VK holds one question of the Long Poll. VK takes up to 90 s and advises
 *     25: some proxies cut at 30
 * @param prefixes what a command begins with
 * @param namesWithin how long an event waits for the names of its people and chat at most; zero: it
 *     never waits, and has the names that are known already
 * @see <a href="https://dev.vk.com/ru/api/bots-long-poll/getting-started">Bots Long Poll, read
 *     2026-11-21</a>
 */
record VkAccount(
    @Secret
        @JsonPropertyDescription(
            "Access token of the community, with the rights messages, photos, docs and manage")
        String token,
    @JsonPropertyDescription("Number of the community, digits only") String groupId,
    @JsonPropertyDescription(
            "How events come: polling asks for them (Bots Long Poll), webhook has VK bring them (Callback API)")
        Mode mode,
    @Secret
        @JsonPropertyDescription("Secret key of the Callback API server. Needed in webhook mode")
        Optional<String> secret,
    @JsonPropertyDescription(
            "String that confirms the Callback API server, if it shall not be asked for")
        Optional<String> confirmation,
    @JsonPropertyDescription("Address of the API's methods, if not VK's own") URI baseUrl,
    @JsonPropertyDescription("How long one question of the Long Poll is held, 1s to 90s")
        Duration pollWait,
    @JsonPropertyDescription("What a command begins with, if not / and !") List<String> prefixes,
    @JsonPropertyDescription(
            "How long an event waits for names of people and chats at most, 0s to 2s")
        Duration namesWithin) {
  /** How events come. */
  enum Mode {
    POLLING,
    WEBHOOK
  }

  private static final URI VK = URI.create("https://api.vk.com/method");

  /** VK's own cap. */
  private static final Duration POLL_WAIT_MAX = Duration.ofSeconds(90);

  private static final Duration POLL_WAIT = Duration.ofSeconds(25);

  /** A lookup takes some 50 to 150 ms; nobody in a chat notices this. */
  private static final Duration NAMES_WITHIN = Duration.ofMillis(200);

  /** A webhook has to be answered, too. */
  private static final Duration NAMES_WITHIN_MAX = Duration.ofSeconds(2);

  private static final List<String> PREFIXES = List.of("/", "!");

  private static final Pattern GROUP = Pattern.compile("[1-9][0-9]{0,17}");

  VkAccount {
    if (token == null || token.isBlank()) {
      throw new IllegalArgumentException(
          "'token' must be an access token of the community (Manage, API usage, Access tokens)");
    }
    if (groupId == null || !GROUP.matcher(groupId).matches()) {
      throw new IllegalArgumentException(
          "'group-id' must be the community's number, digits only, as in vk.com/club123");
    }
    mode = mode == null ? Mode.POLLING : mode;
    secret = secret == null ? Optional.empty() : secret.filter(s -> !s.isBlank());
    confirmation = confirmation == null ? Optional.empty() : confirmation.filter(c -> !c.isBlank());
    baseUrl =
        BaseUrl.of(
            baseUrl == null ? VK : baseUrl,
            "base-url",
            "the address of the API's methods",
            VK.toString());
    pollWait = pollWait == null ? POLL_WAIT : pollWait;
    if (pollWait.toSeconds() < 1 || pollWait.compareTo(POLL_WAIT_MAX) > 0) {
      throw new IllegalArgumentException("'poll-wait' must be between 1s and 90s");
    }
    prefixes = prefixes == null || prefixes.isEmpty() ? PREFIXES : List.copyOf(prefixes);
    if (prefixes.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "'prefixes' must not hold an empty one: everything would be a command");
    }
    namesWithin = namesWithin == null ? NAMES_WITHIN : namesWithin;
    if (namesWithin.isNegative() || namesWithin.compareTo(NAMES_WITHIN_MAX) > 0) {
      throw new IllegalArgumentException("'names-within' must be between 0s and 2s");
    }
  }

  /**
   * The settings of an account.
   *
   * @throws dev.milena.model.Json.UnreadableException when they are wrong
   */
  static VkAccount of(Account account) {
    return account.as(VkAccount.class);
  }

  /** What stands for the placeholders of {@link VkCall}. */
  Map<String, String> secrets() {
    return Map.of(VkCall.TOKEN, token);
  }

  /**
   * Whether an address that VK gives (to listen at, to upload to) may be called: none but an
   * encrypted one, unless the API itself is at a plain one.
   */
  boolean mayCall(String url) {
    try {
      URI to = URI.create(url);
      return to.getHost() != null
          && ("https".equalsIgnoreCase(to.getScheme())
              || "http".equalsIgnoreCase(to.getScheme())
                  && to.getHost().equalsIgnoreCase(baseUrl.getHost()));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Holds credentials. */
  @Override
  public String toString() {
    return "VkAccount[" + groupId + ", " + mode + "]";
  }
}
