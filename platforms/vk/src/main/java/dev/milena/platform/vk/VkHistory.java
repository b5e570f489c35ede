package dev.milena.platform.vk;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.vk.VkFields.peer;
import static dev.milena.platform.vk.VkFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.EventStream.Batch;
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.Translation;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What was written while nobody could listen, read out of the conversations in which it stands:
 * those first that had news last. A message has the id that the event would have had, so what was
 * heard before is known. Presses, reactions, changes and who read what no history shows.
 *
 * <p>One question at a time, used by one thread at a time.
 *
 * @see <a href="https://dev.vk.com/ru/method/messages.getHistory">messages.getHistory, read
 *     2026-11-21</a>
 */
final class VkHistory {
  /** There was more than is read here: counted under this name, once for each list. */
  static final String CUT = "history_cut";

  /** VK's bound on both lists. So many conversations are read within a minute. */
  private static final int ITEMS_MAX = 200;

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** VK counts by the second, and others ask too; after that the stream begins anew. */
  private static final int RETRIES = 5;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final Translation NOTHING = new Translation(List.of(), List.of());

  private final ApiClient http;
  private final VkNames names;
  private final Account account;
  private final VkAccount settings;
  private final Instant since;
  private final Deque<String> peers = new ArrayDeque<>();
  private boolean listed;
  private Translation left = NOTHING;

  /**
   * @param since older messages are passed over
   */
  VkHistory(ApiClient http, VkNames names, Account account, Instant since) {
    this.http = http;
    this.names = names;
    this.account = account;
    this.settings = VkAccount.of(account);
    this.since = since;
  }

  static ApiRequest conversations(VkAccount settings) {
    return VkCall.of(
        settings,
        "messages.getConversations",
        Map.of("filter", "all", "count", Integer.toString(ITEMS_MAX)));
  }

  static ApiRequest messages(VkAccount settings, String peer) {
    return VkCall.of(
        settings,
        "messages.getHistory",
        Map.of("peer_id", peer, "count", Integer.toString(ITEMS_MAX)));
  }

  /** What stands in the next conversation that has any; empty behind the last. */
  Uni<Optional<Batch>> next() {
    if (!listed) {
      return ask(conversations(settings)).invoke(this::list).chain(this::next);
    }
    String peer = peers.poll();
    return peer == null
        ? Uni.createFrom().item(Optional.empty())
        : ask(messages(settings, peer)).chain(this::read);
  }

  /** What there was and could not be read. */
  Translation left() {
    return left;
  }

  private void list(Optional<ApiAnswer> answer) {
    listed = true;
    items(answer).stream()
        .filter(item -> isMissed(item.path("last_message")))
        .forEach(item -> peer(item.path("conversation").path("peer"), "id").ifPresent(peers::add));
    cut(peers.size());
  }

  private Uni<Optional<Batch>> read(Optional<ApiAnswer> answer) {
    List<JsonNode> missed = items(answer).stream().filter(this::isMissed).toList();
    cut(missed.size());
    VkEvents events = VkEvents.of(account);
    Instant now = Instant.now();
    Translation said =
        missed.reversed().stream()
            .map(message -> events.past(message, now))
            .reduce(NOTHING, Translation::plus);
    return said.equals(NOTHING)
        ? next()
        : names
            .named(account, said)
            .map(named ->
                Optional.of(
                    new Batch(named, answer.orElseThrow().body().getBytes(), Optional.empty())));
  }

  private static List<JsonNode> items(Optional<ApiAnswer> answer) {
    return answer.stream().flatMap(a -> each(a.json().path("response"), "items")).toList();
  }

  /** What does not say when it was written may be new. */
  private boolean isMissed(JsonNode message) {
    return time(message, "date").filter(since::isAfter).isEmpty();
  }

  private void cut(int items) {
    if (items >= ITEMS_MAX) {
      left = left.plus(Translation.ignored(CUT));
    }
  }

  /** Empty where VK refuses to tell, for good. */
  private Uni<Optional<ApiAnswer>> ask(ApiRequest request) {
    return http.send(request, settings.secrets(), TIMEOUT)
        .map(VkHistory::told)
        .onFailure(tooOften())
        .retry()
        .withBackOff(RETRY_AFTER, RETRY_AFTER)
        .atMost(RETRIES)
        .onItem()
        .delayIt()
        .by(VkLimits.BETWEEN_QUESTIONS);
  }

  private static Optional<ApiAnswer> told(ApiAnswer answer) {
    return switch (VkAnswers.classify(answer)) {
      case DeliveryResult.Delivered _ -> Optional.of(answer);
      case DeliveryResult.Rejected _ -> Optional.empty();
      case DeliveryResult.Throttled _,
          DeliveryResult.Unreached _,
          DeliveryResult.Unconfirmed _,
          DeliveryResult.Readdressed _,
          DeliveryResult.Misconfigured _ ->
          throw VkAnswers.streamFailure(answer);
    };
  }

  private static Predicate<Throwable> tooOften() {
    return failure ->
        failure instanceof StreamFailure told && told.kind() == StreamFailure.Kind.THROTTLED;
  }
}
