package dev.milena.platform.http;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.milena.model.Account;
import dev.milena.model.CommandIds;
import dev.milena.platform.Secret;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of a service. Messages of refusals say which setting is wrong and what to do, never
 * its value.
 *
 * @param url where the service takes webhooks
 * @param secret signs both ways
 * @param previousSecret signs and is believed as well, while the service changes over
 * @param id what names the service in event ids; by default it follows from the address
 * @param perSecond how many calls the service lets the hub make
 */
record HttpAccount(
    @JsonPropertyDescription("Where the service takes webhooks, https://bot.example.com/milena")
        URI url,
    @Secret
        @JsonPropertyDescription(
            "Signs both ways: whsec_ and 24 to 64 random bytes in base64; openssl rand -base64 32 makes them")
        String secret,
    @Secret
        @JsonPropertyDescription(
            "The secret before this one: signs and is believed as well, until the service knows the new one")
        Optional<String> previousSecret,
    @JsonPropertyDescription(
            "Names the service in event ids; set it where the address may change and the service stays the same")
        Optional<String> id,
    @JsonPropertyDescription("Calls in a second that the service lets the hub make")
        Optional<Integer> perSecond) {

  /** What the account's own id is cut to: 64 bits tell more addresses apart than anybody has. */
  private static final int ID_BYTES = 8;

  private static final int PER_SECOND_MAX = 10_000;

  HttpAccount {
    boolean web =
        url != null
            && ("https".equalsIgnoreCase(url.getScheme())
                || "http".equalsIgnoreCase(url.getScheme()))
            && url.getHost() != null
            && url.getRawUserInfo() == null
            && url.getRawFragment() == null;
    if (!web) {
      throw new IllegalArgumentException(
          "'url' must be a web address without a user name, for example https://bot.example.com/milena");
    }
    if (url.toString().indexOf('{') >= 0) {
      throw new IllegalArgumentException("'url' must not hold braces: write %7B and %7D");
    }
    if (secret == null) {
      throw new IllegalArgumentException("'secret' is missing: " + HttpSignature.SECRET_SAYS);
    }
    HttpSignature.key(secret, "secret");
    previousSecret = previousSecret == null ? Optional.empty() : previousSecret;
    previousSecret.ifPresent(s -> HttpSignature.key(s, "previous-secret"));
    id = id == null ? Optional.empty() : id.filter(i -> !i.isBlank());
    perSecond = perSecond == null ? Optional.empty() : perSecond;
    if (perSecond.filter(n -> n < 1 || n > PER_SECOND_MAX).isPresent()) {
      throw new IllegalArgumentException("'per-second' must be between 1 and " + PER_SECOND_MAX);
    }
  }

  /**
   * The settings of an account.
   *
   * @throws dev.milena.model.Json.UnreadableException when they are wrong
   */
  static HttpAccount of(Account account) {
    return account.as(HttpAccount.class);
  }

  String ownId() {
    return id.orElseGet(
        () -> HexFormat.of().formatHex(CommandIds.hash(url.toString()), 0, ID_BYTES));
  }

  /** The newest first. */
  List<byte[]> keys() {
    return Stream.concat(Stream.of(secret), previousSecret.stream())
        .map(s -> HttpSignature.key(s, "secret"))
        .toList();
  }

  /** Holds credentials, and an address may hold one too. */
  @Override
  public String toString() {
    return "HttpAccount[" + ownId() + "]";
  }
}
