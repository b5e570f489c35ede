package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Payload;
import dev.milena.platform.Translation;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What was written while there was no session: read from the channels that a guild shows, and from
 * the direct channels that this process has heard of. Edits, deletions, reactions and presses of
 * that time are in no channel and stay unknown. Thread-safe.
 *
 * @see <a href="https://discord.com/developers/docs/resources/message#get-channel-messages">Get
 *     Channel Messages, read 2026-11-21</a>
 */
final class DiscordHistory {
  /** Messages of one answer; Discord's own bound. */
  private static final int PAGE = 100;

  /** A thousand messages in a channel: what is older than those is not news any more. */
  private static final int PAGES_MAX = 10;

  /** Each time Discord says how long to wait; who waits so often is in for an outage. */
  private static final int WAITS_MAX = 20;

  /** Direct channels of one account that are remembered: those that spoke last. */
  private static final int DIRECT_MAX = 500;

  private static final Duration CALL_WITHIN = Duration.ofSeconds(10);

  private final ApiClient http;
  private final Map<AccountRef, Cache<String, Boolean>> direct = new ConcurrentHashMap<>();

  DiscordHistory(ApiClient http) {
    this.http = http;
  }

  /** Remembers direct channels: nothing lists them. */
  void remember(Account account, Translation said) {
    said.events().stream()
        .filter(e -> e.what() instanceof Happening.MessageCreated)
        .map(Event::conversation)
        .flatMap(Optional::stream)
        .filter(c -> c.type().filter(ConversationType.DIRECT::equals).isPresent())
        .forEach(c -> direct.computeIfAbsent(account.ref(), _ -> bounded()).put(c.id(), true));
  }

  private static Cache<String, Boolean> bounded() {
    return Caffeine.newBuilder().maximumSize(DIRECT_MAX).build();
  }

  /** A channel, and what its messages do not say of it. */
  private record Place(String id, Optional<String> guild, Optional<Long> kind) {}

  /** What was written in direct channels. */
  Uni<Translation> ofDirect(Account account, String since) {
    Set<String> channels =
        Optional.ofNullable(direct.get(account.ref()))
            .map(known -> Set.copyOf(known.asMap().keySet()))
            .orElse(Set.of());
    return said(
        account,
        channels.stream().map(id -> new Place(id, Optional.empty(), Optional.of(1L))).toList(),
        since);
  }

  /** What was written in the channels and threads of a guild that has just been shown. */
  Uni<Translation> ofGuild(Account account, JsonNode guild, String since) {
    Optional<String> id = Payload.id(guild, "id");
    List<Place> places =
        Stream.of("channels", "threads")
            .flatMap(list -> Payload.each(guild, list))
            .filter(channel -> isNewer(channel, since))
            .flatMap(channel ->
                Payload.id(channel, "id")
                    .map(c -> new Place(c, id, Payload.number(channel, "type")))
                    .stream())
            .toList();
    return said(account, places, since);
  }

  private static boolean isNewer(JsonNode channel, String since) {
    return Payload.id(channel, "last_message_id")
        .filter(last -> ORDER.compare(last, since) > 0)
        .isPresent();
  }

  /** Snowflakes as the numbers that they are. */
  private static final Comparator<String> ORDER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private Uni<Translation> said(Account account, List<Place> places, String since) {
    DiscordEvents events = DiscordEvents.of(account);
    Uni<Translation> all = Uni.createFrom().item(Translation.of(List.of()));
    for (Place place : places) {
      all =
          all.chain(before ->
              messages(DiscordAccount.of(account), place.id(), since, PAGES_MAX)
                  .map(messages -> before.plus(read(events, place, messages))));
    }
    return all;
  }

  /** Only what makes events: the rest was of no interest, or nobody can be shown it. */
  private static Translation read(
      DiscordEvents events, Place place, Collection<JsonNode> messages) {
    List<Event> all = new ArrayList<>();
    for (JsonNode message : messages) {
      if (message instanceof ObjectNode body) {
        place.guild().ifPresent(id -> body.put("guild_id", id));
        place.kind().ifPresent(kind -> body.put("channel_type", kind));
        ObjectNode frame = DiscordCall.object().put("op", 0).put("t", "MESSAGE_CREATE");
        frame.set("d", body);
        all.addAll(events.dispatch("history", frame, Instant.now()).events());
      }
    }
    return Translation.of(all);
  }

  /** Oldest first. */
  private Uni<List<JsonNode>> messages(
      DiscordAccount settings, String channel, String since, int pages) {
    return page(settings, channel, since, WAITS_MAX)
        .chain(page ->
            page.size() < PAGE || pages == 1
                ? Uni.createFrom().item(page)
                : messages(settings, channel, idOf(page.getLast()), pages - 1)
                    .map(more -> Stream.concat(page.stream(), more.stream()).toList()));
  }

  private static String idOf(JsonNode message) {
    return Payload.id(message, "id").orElse("0");
  }

  private Uni<List<JsonNode>> page(
      DiscordAccount settings, String channel, String since, int waits) {
    ApiRequest request =
        new ApiRequest(
            "GET",
            settings.url(
                "/channels/"
                    + ApiRequest.inUrl(channel)
                    + "/messages?limit="
                    + PAGE
                    + "&after="
                    + ApiRequest.inUrl(since)),
            DiscordCall.headers(),
            new ApiRequest.NoBody());
    return http.send(request, DiscordSender.secrets(settings), CALL_WITHIN)
        .chain(answer -> page(answer, () -> page(settings, channel, since, waits - 1), waits));
  }

  private interface Again {
    Uni<List<JsonNode>> ask();
  }

  /**
   * A channel that the bot may not read has nothing for it; without an answer it is asked later.
   */
  private static Uni<List<JsonNode>> page(ApiAnswer answer, Again again, int waits) {
    return switch (DiscordAnswers.classify(answer)) {
      case DeliveryResult.Delivered _ -> Uni.createFrom().item(sorted(answer.json()));
      case DeliveryResult.Throttled throttled when waits > 0 ->
          Uni.createFrom()
              .voidItem()
              .onItem()
              .delayIt()
              .by(throttled.retryAfter())
              .chain(again::ask);
      case DeliveryResult.Rejected _ -> Uni.createFrom().item(List.of());
      case DeliveryResult.Throttled _,
          DeliveryResult.Unconfirmed _,
          DeliveryResult.Unreached _,
          DeliveryResult.Misconfigured _,
          DeliveryResult.Readdressed _ ->
          Uni.createFrom()
              .failure(
                  new DiscordLoss.ConnectionLostException(
                      "Discord does not say what was written meanwhile (" + answer.status() + ")"));
    };
  }

  private static List<JsonNode> sorted(JsonNode page) {
    List<JsonNode> messages = new ArrayList<>();
    page.forEach(messages::add);
    messages.sort(Comparator.comparing(DiscordHistory::idOf, ORDER));
    return messages;
  }
}
