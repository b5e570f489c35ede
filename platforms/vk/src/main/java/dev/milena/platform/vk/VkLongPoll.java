package dev.milena.platform.vk;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.EventStream.Batch;
import dev.milena.platform.Translation;
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
 *      ▲                            │ failed 1: asking, at VK's ts; what was between is lost
 *      ├── failed 2: our ts ────────┤
 *      └── failed 3: VK's ts, lost ─┘   anything else, and a lost connection: the stream ends
 * </pre>
 */
final class VkLongPoll {
  /** What there was between is gone: counted under this name. */
  static final String LOST = "events_lost";

  /** How much longer than VK holds the question we wait for its answer. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Keys that end at once, in a row: then something is wrong, and the hub waits between tries. */
  private static final int KEYS_MAX = 3;

  private static final Translation NOTHING = new Translation(List.of(), List.of());

  private final ApiClient http;
  private final VkNames names;
  private final Account account;
  private final VkAccount settings;

  private Optional<Server> server = Optional.empty();
  private Optional<String> ts;
  private int keys;

  /** Where to ask, and with what; the key is a credential. */
  private record Server(String address, String key) {
    @Override
    public String toString() {
      return "Server[]";
    }
  }

  VkLongPoll(ApiClient http, VkNames names, Account account, Optional<String> cursor) {
    this.http = http;
    this.names = names;
    this.account = account;
    this.settings = VkAccount.of(account);
    this.ts = cursor;
  }

  Uni<Batch> next() {
    return server.map(this::poll).orElseGet(this::connect);
  }

  /** Whoever has no position yet says where they begin before they ask: else it could get lost. */
  private Uni<Batch> connect() {
    return http.send(
            VkCall.of(settings, "groups.getLongPollServer", Map.of("group_id", settings.groupId())),
            settings.secrets(),
            TIMEOUT)
        .chain(answer -> {
          Optional<String> begins = connected(answer);
          return ts.isPresent()
              ? next()
              : begun(begins.orElseThrow(VkLongPoll::unreadable), NOTHING, answer);
        });
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

  private Uni<Batch> begun(String at, Translation translation, ApiAnswer answer) {
    ts = Optional.of(at);
    return Uni.createFrom().item(new Batch(translation, answer.body().getBytes(), ts));
  }

  private Uni<Batch> poll(Server at) {
    ApiRequest request =
        new ApiRequest(
            "GET",
            "{server}?act=a_check&key={key}&ts="
                + ApiRequest.inUrl(ts.orElseThrow())
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
      return failed(body, answer);
    }
    Optional<String> next = id(body, "ts");
    if (next.isEmpty() || !body.path("updates").isArray()) {
      throw unreadable();
    }
    keys = 0;
    Optional<String> moved = next.filter(n -> !ts.equals(Optional.of(n)));
    ts = next;
    return names
        .named(account, VkEvents.of(account).translateAll(body.path("updates"), Instant.now()))
        .map(translation -> new Batch(translation, answer.body().getBytes(), moved));
  }

  private Uni<Batch> failed(JsonNode body, ApiAnswer answer) {
    int why = body.path("failed").asInt();
    if (why == 1) {
      return begun(id(body, "ts").orElseThrow(VkLongPoll::unreadable), lost(), answer);
    }
    server = Optional.empty();
    if (why != 2 && why != 3 || ++keys > KEYS_MAX) {
      throw new IllegalStateException("The Long Poll failed with " + why);
    }
    return why == 2 ? connect() : again();
  }

  private Uni<Batch> again() {
    return http.send(
            VkCall.of(settings, "groups.getLongPollServer", Map.of("group_id", settings.groupId())),
            settings.secrets(),
            TIMEOUT)
        .chain(
            answer -> begun(connected(answer).orElseThrow(VkLongPoll::unreadable), lost(), answer));
  }

  private static Translation lost() {
    return Translation.ignored(LOST);
  }

  private static IllegalStateException unreadable() {
    return new IllegalStateException("The Long Poll's answer cannot be read");
  }
}
