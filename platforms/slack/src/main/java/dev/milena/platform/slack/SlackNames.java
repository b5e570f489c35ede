package dev.milena.platform.slack;

import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.Payload.id;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Translation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What people are called. Slack tells no names with its events, so they are asked for once and
 * remembered for a while. A name is a courtesy: where Slack does not say it soon, the event goes on
 * without. Thread-safe.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/users.info">users.info, read
 *     2026-11-21</a>
 */
@ApplicationScoped
class SlackNames {
  /** Slack wants an answer within 3 s, and the event has to be safe by then. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** People change their names seldom. */
  private static final Duration KNOWN_FOR = Duration.ofHours(1);

  /** Whom Slack does not name (the scope {@code users:read} may be missing) is asked for later. */
  private static final Duration UNKNOWN_FOR = Duration.ofMinutes(10);

  /** While Slack does not answer, or wants to be left alone, no event waits for it. */
  private static final Duration REST = Duration.ofMinutes(1);

  /** One event may speak to many people; Slack allows a hundred such calls a minute. */
  private static final int ASKED_MAX = 5;

  /** Some megabytes of names. */
  private static final int REMEMBERED_MAX = 20_000;

  private final ApiClient http;
  private final Cache<Key, Optional<String>> known =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED_MAX)
          .expireAfter(
              Expiry.<Key, Optional<String>>creating(
                  (_, name) -> name.isPresent() ? KNOWN_FOR : UNKNOWN_FOR))
          .build();

  private final Cache<AccountRef, Boolean> resting =
      Caffeine.newBuilder().expireAfterWrite(REST).build();

  private record Key(AccountRef account, String user) {}

  SlackNames(ApiClient http) {
    this.http = http;
  }

  /** The same with names, as far as they are known soon. Never fails. */
  Uni<Translation> named(Account account, Translation translation) {
    Set<String> wanted = new LinkedHashSet<>();
    translation.events().forEach(event -> wanted.addAll(SlackNamed.wanted(event)));
    if (wanted.isEmpty()) {
      return Uni.createFrom().item(translation);
    }
    Optional<String> workspace =
        translation.events().stream()
            .flatMap(event -> event.conversation().stream())
            .flatMap(place -> place.workspace().stream())
            .findFirst();
    return fetched(account, workspace, unknown(account, wanted))
        .replaceWith(() -> with(translation, names(account, wanted)));
  }

  private static Translation with(Translation translation, Map<String, String> names) {
    List<Event> events =
        translation.events().stream().map(event -> SlackNamed.with(event, names)).toList();
    return new Translation(events, translation.skipped());
  }

  private List<String> unknown(Account account, Set<String> wanted) {
    return resting.getIfPresent(account.ref()) != null
        ? List.of()
        : wanted.stream()
            .filter(user -> known.getIfPresent(new Key(account.ref(), user)) == null)
            .limit(ASKED_MAX)
            .toList();
  }

  private Map<String, String> names(Account account, Set<String> wanted) {
    Map<String, String> names = new HashMap<>();
    wanted.forEach(user ->
        Optional.ofNullable(known.getIfPresent(new Key(account.ref(), user)))
            .flatMap(name -> name)
            .ifPresent(name -> names.put(user, name)));
    return names;
  }

  private Uni<Void> fetched(Account account, Optional<String> workspace, List<String> users) {
    Optional<String> token = SlackAccount.of(account).tokenOf(workspace);
    if (users.isEmpty() || token.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Uni<Void>> calls = users.stream().map(user -> fetch(account, token.get(), user)).toList();
    return Uni.join()
        .all(calls)
        .andFailFast()
        .replaceWithVoid()
        .onFailure()
        .invoke(() -> resting.put(account.ref(), true))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> fetch(Account account, String token, String user) {
    SlackAccount settings = SlackAccount.of(account);
    ApiRequest request =
        new ApiRequest(
            "POST",
            settings.methodUrl("users.info"),
            Map.of("authorization", "Bearer {" + token + "}"),
            new ApiRequest.FormBody(Map.of("user", user)));
    return http.send(request, settings.secrets(), PATIENCE)
        .invoke(answer -> learn(account, user, answer))
        .replaceWithVoid();
  }

  private void learn(Account account, String user, ApiAnswer answer) {
    JsonNode body = answer.json();
    if (answer.status() != 200 || body.path("error").asText().equals("ratelimited")) {
      throw new IllegalStateException("users.info was answered " + answer.status());
    }
    Optional<String> name = flag(body, "ok") ? name(body.path("user")) : Optional.empty();
    known.put(new Key(account.ref(), user), name);
  }

  private static Optional<String> name(JsonNode user) {
    JsonNode profile = user.path("profile");
    return id(profile, "display_name")
        .or(() -> id(profile, "real_name"))
        .or(() -> id(user, "real_name"))
        .or(() -> id(user, "name"));
  }
}
