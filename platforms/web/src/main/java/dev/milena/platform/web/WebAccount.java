package dev.milena.platform.web;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.milena.model.Account;
import dev.milena.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of a site. Messages of refusals say which setting is wrong and what to do, never its
 * value.
 *
 * @param secret signs the tokens of visitors; known to the hub and to the site's own server
 * @param previousSecret tokens signed by it are still good, while a new secret spreads
 * @param guests whether whoever asks gets a token as a stranger
 * @param guestFor how long a stranger is known by their token
 * @param origins pages that may connect, as {@code https://shop.example.com}; empty: any. Browsers
 *     tell the truth about it, other programs need not
 * @param title what stands above the widget
 * @param heartbeat how often a silent connection is asked whether anybody is there
 * @param authWithin how long a socket may wait before it says who it is
 * @param connectionsMax connections of one visitor; a further one takes the place of the oldest
 */
record WebAccount(
    @Secret @JsonPropertyDescription("Signs the tokens of visitors (HS256): at least 32 characters")
        String secret,
    @Secret @JsonPropertyDescription("The secret before, while tokens signed by it are still about")
        Optional<String> previousSecret,
    @JsonPropertyDescription("Whether strangers get a token of their own for the asking")
        boolean guests,
    @JsonPropertyDescription("How long a stranger's token holds") Duration guestFor,
    @JsonPropertyDescription("Origins of pages that may connect; empty: any") List<String> origins,
    @JsonPropertyDescription("What stands above the widget; else Chat") Optional<String> title,
    @JsonPropertyDescription("How often a silent connection is asked whether anybody is there")
        Duration heartbeat,
    @JsonPropertyDescription("How long a socket may wait before it says who it is")
        Duration authWithin,
    @JsonPropertyDescription("Connections of one visitor, 1 to 100") int connectionsMax) {
  /** A key is at least as long as the hash (RFC 7518, 3.2). */
  private static final int SECRET_BYTES_MIN = 32;

  private static final Duration GUEST_FOR = Duration.ofDays(30);
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);
  private static final Duration HEARTBEAT_MIN = Duration.ofMillis(100);
  private static final Duration AUTH_WITHIN = Duration.ofSeconds(10);
  private static final int CONNECTIONS = 5;
  private static final int CONNECTIONS_MAX = 100;

  WebAccount {
    previousSecret = previousSecret == null ? Optional.empty() : previousSecret;
    if (isShort(secret)) {
      throw new IllegalArgumentException(
          "'secret' must be at least 32 characters long, for example from: openssl rand -hex 32");
    }
    if (previousSecret.filter(WebAccount::isShort).isPresent()) {
      throw new IllegalArgumentException("'previous-secret' must be at least 32 characters long");
    }
    guestFor = guestFor == null ? GUEST_FOR : guestFor;
    origins = origins == null ? List.of() : origins.stream().map(WebAccount::origin).toList();
    title = title == null ? Optional.empty() : title.filter(t -> !t.isBlank());
    heartbeat = heartbeat == null ? HEARTBEAT : heartbeat;
    authWithin = authWithin == null ? AUTH_WITHIN : authWithin;
    connectionsMax = connectionsMax == 0 ? CONNECTIONS : connectionsMax;
    if (heartbeat.compareTo(HEARTBEAT_MIN) < 0) {
      throw new IllegalArgumentException("'heartbeat' must be at least 100ms; 30s suits");
    }
    if (authWithin.isNegative() || authWithin.isZero()) {
      throw new IllegalArgumentException("'auth-within' must be longer than nothing; 10s suits");
    }
    if (guestFor.isNegative() || guestFor.isZero()) {
      throw new IllegalArgumentException("'guest-for' must be longer than nothing; 30d suits");
    }
    if (connectionsMax < 1 || connectionsMax > CONNECTIONS_MAX) {
      throw new IllegalArgumentException("'connections-max' must be between 1 and 100");
    }
  }

  private static boolean isShort(String key) {
    return key == null || key.getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES_MIN;
  }

  private static String origin(String text) {
    if (!text.matches("https?://[^/\\s]+/?")) {
      throw new IllegalArgumentException(
          "'origins' must be origins of pages, for example https://shop.example.com");
    }
    return text.replaceFirst("/$", "");
  }

  /**
   * The settings of an account.
   *
   * @throws dev.milena.model.Json.UnreadableException when they are wrong
   */
  static WebAccount of(Account account) {
    return account.as(WebAccount.class);
  }

  /** Keys by which a token may be signed, the one to sign by first. */
  Stream<String> keys() {
    return Stream.concat(Stream.of(secret), previousSecret.stream());
  }

  /** Whether a page may connect. A program that is no page names no origin. */
  boolean welcomes(Optional<String> origin) {
    return origins.isEmpty() || origin.isEmpty() || origins.contains(origin.get());
  }

  /** What stands above the chat. */
  String heading() {
    return title.orElse("Chat");
  }

  /** Holds credentials. */
  @Override
  public String toString() {
    return "WebAccount[" + heading() + "]";
  }
}
