package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.EventStream;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Translation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;

/**
 * Asks Telegram for updates. Each call names the update after the last one, and by that Telegram
 * forgets what was before it; so the next call is made only when its batch is asked for, which
 * means that the one before is safe. The server keeps the position: whoever opens the stream goes
 * on at the first update that nobody confirmed, and no cursor is needed.
 *
 * @see <a href="https://core.telegram.org/bots/api#getupdates">getUpdates, read 2026-11-21</a>
 */
@ApplicationScoped
class TelegramPolling implements EventStream {
  /** Most updates of one answer; also the server's own cap. */
  private static final int UPDATES_MAX = 100;

  /** How much longer than the server holds the call we wait for its answer. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ApiClient http;
  private final TelegramUsernames usernames;

  TelegramPolling(ApiClient http, TelegramUsernames usernames) {
    this.http = http;
    this.usernames = usernames;
  }

  @Override
  public String platform() {
    return TelegramPlatform.KEY;
  }

  /** What is not confirmed comes again, for as long as Telegram keeps it. */
  @Override
  public Redelivery redelivery() {
    return new Redelivery(TelegramWebhook.KEPT, true);
  }

  @Override
  public boolean wantedBy(Account account) {
    return TelegramAccount.of(account).mode() == TelegramAccount.Mode.POLLING;
  }

  @Override
  public Multi<Batch> open(Account account, Optional<String> cursor) {
    return Multi.createFrom()
        .deferred(() -> {
          AtomicReference<OptionalLong> next = new AtomicReference<>(OptionalLong.empty());
          return Multi.createBy().repeating().uni(() -> fetch(account, next)).indefinitely();
        });
  }

  private Uni<Batch> fetch(Account account, AtomicReference<OptionalLong> next) {
    TelegramAccount settings = TelegramAccount.of(account);
    Duration timeout = settings.pollTimeout().plus(GRACE);
    return http.send(request(settings, next.get()), TelegramSender.secrets(settings), timeout)
        .map(TelegramPolling::updates)
        .chain(answer ->
            usernames
                .find(account, answer.updates())
                .map(name -> batch(TelegramEvents.of(account, name), answer)))
        .invoke(
            batch -> next.updateAndGet(before -> batch.next().isPresent() ? batch.next() : before))
        .map(Numbered::batch);
  }

  /** A batch, and where the next one begins. */
  private record Numbered(Batch batch, OptionalLong next) {}

  /** What getUpdates brought, and as it came. */
  private record Answer(JsonNode updates, byte[] raw) {}

  private static ApiRequest request(TelegramAccount settings, OptionalLong offset) {
    ObjectNode parameters = Json.mapper().createObjectNode();
    offset.ifPresent(o -> parameters.put("offset", o));
    parameters.put("limit", UPDATES_MAX);
    parameters.put("timeout", settings.pollTimeout().toSeconds());
    settings.allowedUpdates().forEach(parameters.putArray("allowed_updates")::add);
    return ApiRequest.postJson(settings.methodUrl("getUpdates"), Map.of(), parameters);
  }

  private static Answer updates(ApiAnswer answer) {
    byte[] raw = answer.body().getBytes();
    if (answer.status() != 200) {
      throw TelegramAnswers.streamFailure(answer);
    }
    return new Answer(Json.tree(raw).path("result"), raw);
  }

  private static Numbered batch(TelegramEvents events, Answer answer) {
    Instant now = Instant.now();
    Translation all =
        StreamSupport.stream(answer.updates().spliterator(), false)
            .map(update -> events.translate(update, now))
            .reduce(new Translation(java.util.List.of(), java.util.List.of()), Translation::plus);
    OptionalLong last =
        StreamSupport.stream(answer.updates().spliterator(), false)
            .mapToLong(update -> update.path("update_id").asLong())
            .max();
    return new Numbered(
        new Batch(all, answer.raw(), Optional.empty()),
        last.isPresent() ? OptionalLong.of(last.getAsLong() + 1) : last);
  }
}
