package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Payload;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * What a bot is called, which decides whether {@code /help@some_bot} is for it. Asked for only when
 * such a command comes, and only once; a bot's name changes so rarely that a restart is soon
 * enough. Thread-safe.
 *
 * @see <a href="https://core.telegram.org/bots/api#getme">getMe, read 2026-11-21</a>
 */
@ApplicationScoped
class TelegramUsernames {
  /** A webhook waits for it, so it is short. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final ApiClient http;

  /** By bot id: at most as many as there are accounts. */
  private final Map<String, String> known = new ConcurrentHashMap<>();

  TelegramUsernames(ApiClient http) {
    this.http = http;
  }

  /** The translator for an update, knowing the bot's name if the update calls for it. */
  Uni<TelegramEvents> eventsFor(Account account, JsonNode update) {
    return find(account, List.of(update)).map(name -> TelegramEvents.of(account, name));
  }

  /** The bot's name, if reading one of these updates takes it. */
  Uni<Optional<String>> find(Account account, Iterable<JsonNode> updates) {
    return StreamSupport.stream(updates.spliterator(), false).anyMatch(TelegramEvents::namesBot)
        ? find(account)
        : Uni.createFrom().item(Optional.empty());
  }

  /** Empty when nobody says: then a command counts as ours whomever it names. */
  Uni<Optional<String>> find(Account account) {
    TelegramAccount settings = TelegramAccount.of(account);
    Optional<String> name =
        settings.username().or(() -> Optional.ofNullable(known.get(settings.botId())));
    return name.isPresent() ? Uni.createFrom().item(name) : fetch(settings);
  }

  private Uni<Optional<String>> fetch(TelegramAccount settings) {
    ApiRequest request =
        new ApiRequest("GET", settings.methodUrl("getMe"), Map.of(), new ApiRequest.NoBody());
    return http.send(request, TelegramSender.secrets(settings), TIMEOUT)
        .map(TelegramUsernames::username)
        .invoke(name -> name.ifPresent(n -> known.put(settings.botId(), n)))
        .onFailure()
        .recoverWithItem(Optional.empty());
  }

  private static Optional<String> username(ApiAnswer answer) {
    return answer.status() == 200
        ? Payload.text(answer.json().path("result"), "username")
        : Optional.empty();
  }
}
