package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Payload;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts the answer to an interaction off where none came in time. Discord takes one callback for
 * each, within three seconds, and a form can only be that callback: so nothing is put off that
 * might still be answered at once. Whoever comes first wins; the other is told so (40060), and
 * nothing is lost by it. Thread-safe.
 *
 * @see <a
 *     href="https://discord.com/developers/docs/interactions/receiving-and-responding">Receiving
 *     and responding, read 2026-11-21</a>
 */
@ApplicationScoped
class DiscordDeferrals {
  /** Half of the three seconds for whoever answers, half for this call. */
  private static final Duration AFTER = Duration.ofMillis(1500);

  private static final Duration WITHIN = Duration.ofMillis(1500);

  /**
   * So many may wait at a time, some hundred bytes each: what six thousand people do in a second.
   * Beyond that answers are put off at once.
   */
  private static final int WAITING_MAX = 10_000;

  private final ApiClient http;
  private final Duration after;
  private final AtomicInteger waiting = new AtomicInteger();

  @Inject
  DiscordDeferrals(ApiClient http) {
    this(http, AFTER);
  }

  /**
   * @param after how long an answer may take
   */
  DiscordDeferrals(ApiClient http, Duration after) {
    this.http = http;
    this.after = after;
  }

  /** Returns at once. Choices are due now: nobody else gives them. */
  void expect(Account account, JsonNode interaction) {
    DiscordAccount settings = DiscordAccount.of(account);
    boolean now =
        DiscordInteractions.kind(interaction) == DiscordInteractions.AUTOCOMPLETE
            || waiting.get() >= WAITING_MAX;
    callback(settings, interaction).ifPresent(call -> send(call, now ? Duration.ZERO : after));
  }

  private void send(ApiRequest call, Duration pause) {
    waiting.incrementAndGet();
    Uni<Void> start = Uni.createFrom().voidItem();
    (pause.isZero() ? start : start.onItem().delayIt().by(pause))
        .chain(() -> http.send(call, Map.of(), WITHIN))
        .onTermination()
        .invoke(waiting::decrementAndGet)
        .subscribe()
        // Where it fails, the person is told by Discord that nobody answered.
        .with(_ -> {}, _ -> {});
  }

  private static Optional<ApiRequest> callback(DiscordAccount settings, JsonNode interaction) {
    return Payload.id(interaction, "id")
        .flatMap(id ->
            Payload.words(interaction, "token")
                .map(token ->
                    DiscordCall.setting(
                            "POST",
                            DiscordCall.callback(id, token),
                            DiscordWebhook.first(interaction))
                        .request(settings)));
  }
}
