package dev.milena.platform.vk;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.EventStream.Batch;
import dev.milena.platform.Translation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection to the Long Poll: asks for a key, then for events, again and again. One call at a
 * time, each when the batch before is safe.
 *
 * <pre>
 *   no key ──getLongPollServer──▶ asking ──events──▶ asking, at the ts that came with them
 *     ▲  ▲                          │ │ │
 *     │  └── failed 2: our ts ──────┘ │ └ failed 1 ─▶ missed messages are read, conversation by
 *     └───── failed 3 ────────────────┘               conversation ──▶ asking, at VK's ts
 *   anything else, and a lost connection: the stream ends
 * </pre>
 */
final class VkLongPoll {
  /** VK has forgotten events, and what no history shows of them is gone: counted by this name. */
  static final String LOST = "events_lost";

  /** Our clock and VK's may differ, and a message may be told some seconds after it was written. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  /**
   * The hub knows a repeat for eight days: whom nobody has written to for longer must not hear the
   * last words again.
   */
  private static final Duration OVERLAP_WITHIN = Duration.ofDays(7);

  /** How much longer than VK holds the question we wait for its answer. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Keys that end at once, in a row: then something is wrong, and the hub waits between tries. */
  private static final int KEYS_MAX = 3;

  private static final Translation NOTHING = new Translation(List.of(), List.of());

  private final ApiClient http;
  private final VkNames names;
  private final VkWhole whole;
  private final Account account;
  private final VkAccount settings;

  private Optional<Server> server = Optional.empty();
  private Optional<VkPosition> position;
  private Optional<Gap> gap = Optional.empty();
  private int keys;

  /** Where to ask, and with what; the key is a credential. */
  private record Server(String address, String key) {
    @Override
    public String toString() {
      return "Server[]";
    }
  }

  /**
   * What VK does not tell any more.
   *
   * @param history where it may stand
   * @param goesOn VK's {@code ts} behind it
   */
  private record Gap(Optional<VkHistory> history, String goesOn) {}

  VkLongPoll(ApiClient http, VkNames names, Account account, Optional<String> cursor) {
    this.http = http;
    this.names = names;
    this.whole = new VkWhole(http);
    this.account = account;
    this.settings = VkAccount.of(account);
    this.position = cursor.map(VkPosition::parse);
  }

  Uni<Batch> next() {
    return gap.map(this::fill).orElseGet(() -> server.map(this::poll).orElseGet(this::connect));
  }

  /** Whoever has no position yet says where they begin before they ask: else it could get lost. */
  private Uni<Batch> connect() {
    return fetchServer()
        .chain(now ->
            position.isPresent() ? next() : Uni.createFrom().item(begun(needed(now), NOTHING)));
  }

  private Uni<Optional<String>> fetchServer() {
    return http.send(
            VkCall.of(settings, "groups.getLongPollServer", Map.of("group_id", settings.groupId())),
            settings.secrets(),
            TIMEOUT)
        .map(this::connected);
  }

  /** Gives the position at which VK is now. */
  private Optional<String> connected(ApiAnswer answer) {
    JsonNode response = answer.json().path("response");
    Optional<String> address = words(response, "server");
    Optional<String> key = words(response, "key");
    if (answer.status() != 200 || address.isEmpty() || key.isEmpty()) {
      throw VkAnswers.streamFailure(answer);
    }
    if (!settings.mayCall(address.get())) {
      throw new IllegalStateException("VK names a server that is not encrypted");
    }
    server = Optional.of(new Server(address.get(), key.get()));
    return id(response, "ts");
  }

  private Batch begun(String ts, Translation translation) {
    position = Optional.of(VkPosition.now(ts));
    return new Batch(translation, new byte[0], position.map(VkPosition::text));
  }

  private Uni<Batch> poll(Server at) {
    ApiRequest request =
        new ApiRequest(
            "GET",
            "{server}?act=a_check&key={key}&ts="
                + ApiRequest.inUrl(position.orElseThrow().ts())
                + "&wait="
                + settings.pollWait().toSeconds(),
            Map.of(),
            new ApiRequest.NoBody());
    return http.send(
            request,
            Map.of("server", at.address(), "key", at.key()),
            settings.pollWait().plus(GRACE))
        .chain(this::answered);
  }

  private Uni<Batch> answered(ApiAnswer answer) {
    JsonNode body = answer.json();
    if (answer.status() != 200) {
      throw new IllegalStateException("The Long Poll was answered " + answer.status());
    }
    if (body.has("failed")) {
      return failed(body);
    }
    Optional<String> next = id(body, "ts");
    if (next.isEmpty() || !body.path("updates").isArray()) {
      throw unreadable();
    }
    keys = 0;
    Optional<VkPosition> moved =
        next.filter(n -> !n.equals(position.orElseThrow().ts())).map(VkPosition::now);
    position = moved.or(() -> position);
    VkEvents events = VkEvents.of(account);
    return whole(body.path("updates"))
        .map(updates -> events.translateAll(updates, Instant.now()))
        .chain(translation -> names.named(account, translation))
        .map(translation ->
            new Batch(translation, answer.body().getBytes(), moved.map(VkPosition::text)));
  }

  /** One after the other: a message that is cut holds up those behind it. */
  private Uni<ArrayNode> whole(JsonNode updates) {
    return Multi.createFrom()
        .iterable(updates)
        .onItem()
        .transformToUniAndConcatenate(update -> whole.of(settings, update))
        .collect()
        .in(() -> Json.mapper().createArrayNode(), (all, update) -> all.add(update));
  }

  private Uni<Batch> failed(JsonNode body) {
    int why = body.path("failed").asInt();
    if (why == 1) {
      return missed(needed(id(body, "ts")));
    }
    server = Optional.empty();
    if (why != 2 && why != 3 || ++keys > KEYS_MAX) {
      throw new IllegalStateException("The Long Poll failed with " + why);
    }
    return why == 2 ? connect() : fetchServer().chain(now -> missed(needed(now)));
  }

  private Uni<Batch> missed(String goesOn) {
    Gap found =
        new Gap(
            position
                .flatMap(VkPosition::at)
                .map(at -> new VkHistory(http, names, account, lookedBack(at, Instant.now()))),
            goesOn);
    gap = Optional.of(found);
    return fill(found);
  }

  static Instant lookedBack(Instant at, Instant now) {
    return at.isAfter(now.minus(OVERLAP_WITHIN)) ? at.minus(OVERLAP) : at;
  }

  /** The position moves behind the last conversation: whoever dies before begins here again. */
  private Uni<Batch> fill(Gap found) {
    return found
        .history()
        .map(VkHistory::next)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .map(batch -> batch.orElseGet(() -> filled(found)));
  }

  private Batch filled(Gap found) {
    gap = Optional.empty();
    return begun(
        found.goesOn(),
        found.history().map(VkHistory::left).orElse(NOTHING).plus(Translation.ignored(LOST)));
  }

  private static String needed(Optional<String> ts) {
    return ts.orElseThrow(VkLongPoll::unreadable);
  }

  private static IllegalStateException unreadable() {
    return new IllegalStateException("The Long Poll's answer cannot be read");
  }
}
