package dev.milena.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.ConfiguredAccounts;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * Whoever types commands of a platform: has the configuration of this machine before them, and
 * waits for answers. Not for an event loop.
 */
@Dependent
public class Operator {
  /** Somebody sits there; what takes longer has gone wrong. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** For the way back from the event loop. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final ApiClient http;
  private final Config config;

  @Inject
  public Operator(ApiClient http, Config config) {
    this.http = http;
    this.config = config;
  }

  /**
   * An account of the configuration.
   *
   * @throws IllegalArgumentException when there is none of that name; says what is missing
   */
  public Account account(Platform platform, PlatformCommand.OfAccount named) {
    AccountRef ref = new AccountRef(platform.key(), named.name);
    Map<AccountRef, ObjectNode> all =
        ConfiguredAccounts.read(
            config.getPropertyNames(), key -> config.getOptionalValue(key, String.class));
    return Optional.ofNullable(all.get(ref))
        .map(settings -> new Account(ref, 0, settings))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no account "
                    + ref
                    + " in the configuration; it needs "
                    + needs(platform, ref)));
  }

  private static String needs(Platform platform, AccountRef ref) {
    return AccountSchema.of(platform)
        .path("required")
        .valueStream()
        .map(
            name -> "milena." + ref.platform() + ".accounts." + ref.name() + "." + name.textValue())
        .collect(Collectors.joining(", "));
  }

  /**
   * Where the platform calls the hub for this account.
   *
   * @throws IllegalArgumentException when nobody said where the hub is
   */
  public String addressOf(Account account) {
    String hub =
        config
            .getOptionalValue("milena.public-url", String.class)
            .filter(url -> !url.isBlank())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Where is the hub? Set milena.public-url, or give --url"));
    return hub.replaceFirst("/+$", "")
        + account.common().path().orElse("/in/" + account.ref().key());
  }

  /**
   * Makes a call and waits for its answer: the end of the line, nobody else waits on this thread.
   *
   * @throws CallFailure when there is none
   */
  public ApiAnswer ask(ApiRequest request, Map<String, String> secrets) {
    return http.send(request, secrets, TIMEOUT).await().atMost(TIMEOUT.plus(MARGIN));
  }
}
