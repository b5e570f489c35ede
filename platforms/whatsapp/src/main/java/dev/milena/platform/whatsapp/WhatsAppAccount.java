package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.milena.model.Account;
import dev.milena.platform.BaseUrl;
import dev.milena.platform.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of a phone number. Messages of refusals say which setting is wrong and what to do,
 * never its value.
 *
 * @param phoneNumberId of the number (not the number itself), from the page <i>WhatsApp, API
 *     setup</i>; stands in event ids
 * @param accessToken of a system user with the permissions whatsapp_business_messaging and
 *     whatsapp_business_management
 * @param appSecret by which a call is known to be Meta's: it belongs to the app, not to the number.
 *     Without it the webhook refuses everything
 * @param formerAppSecret the one before, while it is being exchanged
 * @param verifyToken what Meta is told when it asks whether we want its calls. Without it we do not
 * @param messagesPerSecond what the number may send in a second: 80, after an automatic upgrade
 *     1000, and 20 where the phone app is used beside the API
 * @param pairPause time between two messages to the same person, in the long run
 * @param statusWithin how long after a call without an answer a status is waited for that says what
 *     became of it; then the message is sent once more
 * @param baseUrl where the Graph API is, with its version
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput">Throughput,
 *     read 2026-11-21</a>
 */
record WhatsAppAccount(
    @JsonPropertyDescription("Id of the phone number, from the page WhatsApp, API setup")
        String phoneNumberId,
    @Secret @JsonPropertyDescription("Permanent access token of a system user") String accessToken,
    @Secret @JsonPropertyDescription("App secret, from the app's page Settings, Basic")
        Optional<String> appSecret,
    @Secret @JsonPropertyDescription("The app secret before this one, while it is being exchanged")
        Optional<String> formerAppSecret,
    @Secret
        @JsonPropertyDescription(
            "Verify token: your own choice, given to Meta with the callback URL")
        Optional<String> verifyToken,
    @JsonPropertyDescription("Messages that the number may send in a second, 1 to 1000")
        int messagesPerSecond,
    @JsonPropertyDescription("Time between two messages to the same person, in the long run")
        Duration pairPause,
    @JsonPropertyDescription(
            "How long a status is waited for after a call without an answer, before the message is sent once more")
        Duration statusWithin,
    @JsonPropertyDescription("Address of the Graph API with its version, if not Meta's own")
        URI baseUrl) {

  private static final URI GRAPH = URI.create("https://graph.facebook.com/v23.0");

  /** Where the bytes of media are. Another host than the API's, and the token goes along. */
  private static final String MEDIA_HOST = "lookaside.fbsbx.com";

  private static final int MESSAGES_PER_SECOND = 80;
  private static final int MESSAGES_PER_SECOND_MAX = 1000;

  /** 10 a minute, 600 an hour. */
  private static final Duration PAIR_PAUSE = Duration.ofSeconds(6);

  /** Meta names no time; statuses of what was taken come within seconds. */
  private static final Duration STATUS_WITHIN = Duration.ofSeconds(60);

  private static final Duration STATUS_WITHIN_MAX = Duration.ofMinutes(5);

  WhatsAppAccount {
    if (phoneNumberId == null || !phoneNumberId.matches("[0-9]{1,30}")) {
      throw new IllegalArgumentException(
          "'phone-number-id' must be the id of the number as the page WhatsApp, API setup shows it: digits, and not the"
              + " number itself");
    }
    if (accessToken == null || accessToken.isBlank()) {
      throw new IllegalArgumentException(
          "'access-token' must be the permanent token of a system user; make one on the page Business settings, System"
              + " users");
    }
    appSecret = said(appSecret);
    formerAppSecret = said(formerAppSecret);
    verifyToken = said(verifyToken);
    messagesPerSecond = messagesPerSecond == 0 ? MESSAGES_PER_SECOND : messagesPerSecond;
    if (messagesPerSecond < 1 || messagesPerSecond > MESSAGES_PER_SECOND_MAX) {
      throw new IllegalArgumentException("'messages-per-second' must be between 1 and 1000");
    }
    pairPause = pairPause == null ? PAIR_PAUSE : pairPause;
    if (!pairPause.isPositive() || pairPause.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("'pair-pause' must be more than nothing and at most 60s");
    }
    statusWithin = statusWithin == null ? STATUS_WITHIN : statusWithin;
    if (!statusWithin.isPositive() || statusWithin.compareTo(STATUS_WITHIN_MAX) > 0) {
      throw new IllegalArgumentException(
          "'status-within' must be more than nothing and at most 5m");
    }
    baseUrl =
        BaseUrl.of(
            baseUrl == null ? GRAPH : baseUrl,
            "base-url",
            "the address of a Graph API with its version",
            GRAPH.toString());
  }

  /** An empty setting is none: nobody may sign with nothing. */
  private static Optional<String> said(Optional<String> setting) {
    return setting == null ? Optional.empty() : setting.filter(s -> !s.isBlank());
  }

  /**
   * The settings of an account.
   *
   * @throws dev.milena.model.Json.UnreadableException when they are wrong
   */
  static WhatsAppAccount of(Account account) {
    return account.as(WhatsAppAccount.class);
  }

  /** What stands for the placeholders of a header. */
  Map<String, String> secrets() {
    return Map.of("token", accessToken);
  }

  /** The secrets by one of which a call is signed. */
  List<String> appSecrets() {
    return Stream.of(appSecret, formerAppSecret).flatMap(Optional::stream).toList();
  }

  /** Address of something that belongs to the number, for example {@code messages}. */
  String ofNumber(String what) {
    return baseUrl + "/" + phoneNumberId + "/" + what;
  }

  /**
   * Whether a host that Meta names for the bytes of a file is one that may be told the token; where
   * the API is somebody else's, only its own host.
   */
  boolean servesMedia(URI url) {
    if (url.getHost() == null || url.getUserInfo() != null) {
      return false;
    }
    String host = url.getHost().toLowerCase(Locale.ROOT);
    boolean metas = baseUrl.getHost().equalsIgnoreCase(GRAPH.getHost());
    return metas
        ? "https".equals(url.getScheme()) && url.getPort() == -1 && host.equals(MEDIA_HOST)
        : host.equalsIgnoreCase(baseUrl.getHost()) && url.getPort() == baseUrl.getPort();
  }

  /** Holds credentials. */
  @Override
  public String toString() {
    return "WhatsAppAccount[" + phoneNumberId + "]";
  }
}
