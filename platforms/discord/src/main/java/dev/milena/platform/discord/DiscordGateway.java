package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.EventStream;
import dev.milena.platform.Redelivery;
import dev.milena.platform.SocketClient;
import dev.milena.platform.Translation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Listens to the Gateway: one connection, or several that share the guilds. The cursor names the
 * session of each and how far it has come, so whoever opens the stream next takes the sessions up
 * again and is told what was missed.
 *
 * @see <a href="https://discord.com/developers/docs/events/gateway">Gateway, read 2026-11-21</a>
 */
@ApplicationScoped
class DiscordGateway implements EventStream {
  /**
   * How long a session can be taken up again. Discord says "a few minutes" and no number; this is
   * what has been seen.
   */
  private static final Duration RESUMABLE = Duration.ofMinutes(2);

  private static final Duration OPEN_WITHIN = Duration.ofSeconds(10);
  private static final Duration CALL_WITHIN = Duration.ofSeconds(10);

  /** As many connections as Discord lets begin at once may begin in this time. */
  private static final Duration IDENTIFY_EVERY = Duration.ofSeconds(5);

  /** What Discord advises before a new session, when the old one is gone. */
  private static final Duration NEW_SESSION_MIN = Duration.ofSeconds(1);

  private static final Duration NEW_SESSION_MAX = Duration.ofSeconds(5);

  private final ApiClient http;
  private final SocketClient sockets;
  private final DiscordHistory history;
  private final DiscordDeferrals deferrals;

  DiscordGateway(ApiClient http, SocketClient sockets, DiscordDeferrals deferrals) {
    this.http = http;
    this.deferrals = deferrals;
    this.history = new DiscordHistory(http);
    this.sockets = sockets;
  }

  @Override
  public String platform() {
    return DiscordPlatform.KEY;
  }

  @Override
  public Redelivery redelivery() {
    return new Redelivery(RESUMABLE, true);
  }

  @Override
  public boolean wantedBy(Account account) {
    return DiscordAccount.of(account).mode() == DiscordAccount.Mode.GATEWAY;
  }

  @Override
  public Multi<Batch> open(Account account, Optional<String> cursor) {
    return Multi.createFrom()
        .deferred(() -> {
          DiscordAccount settings = DiscordAccount.of(account);
          Optional<DiscordCursor> known =
              cursor
                  .flatMap(DiscordCursor::parse)
                  .filter(c -> settings.shards().filter(n -> n != c.shards()).isEmpty());
          return known
              .map(c -> listen(account, c, entry(settings)))
              .orElseGet(() ->
                  entry(settings)
                      .onItem()
                      .transformToMulti(e ->
                          listen(
                              account, new DiscordCursor(e.shards()), Uni.createFrom().item(e))));
        });
  }

  /**
   * How one gets in.
   *
   * @param url of the Gateway
   * @param shards so many connections
   * @param atOnce so many of them may begin at a time
   */
  private record Entry(String url, int shards, int atOnce) {}

  private Uni<Entry> entry(DiscordAccount settings) {
    ApiRequest request =
        new ApiRequest(
            "GET", settings.url("/gateway/bot"), DiscordCall.headers(), new ApiRequest.NoBody());
    return http.send(request, DiscordSender.secrets(settings), CALL_WITHIN)
        .map(answer -> entry(settings, answer));
  }

  private static Entry entry(DiscordAccount settings, ApiAnswer answer) {
    if (answer.status() != 200) {
      throw DiscordAnswers.streamFailure(answer);
    }
    JsonNode body = answer.json();
    JsonNode starts = body.path("session_start_limit");
    if (starts.path("remaining").asInt(1) < 1) {
      throw new StreamFailure(
          StreamFailure.Kind.THROTTLED,
          "No more sessions may be begun for now; beyond the limit Discord takes the token away",
          Duration.ofMillis(starts.path("reset_after").asLong(0)));
    }
    return new Entry(
        settings.gatewayUrl().map(Object::toString).orElse(body.path("url").asText("")),
        settings.shards().orElse(Math.max(1, body.path("shards").asInt(1))),
        Math.max(1, starts.path("max_concurrency").asInt(1)));
  }

  /** What came over one connection. */
  private record Heard(int shard, DiscordPosition position, Translation said, byte[] raw) {}

  private Multi<Batch> listen(Account account, DiscordCursor cursor, Uni<Entry> entry) {
    List<Multi<Heard>> shards =
        IntStream.range(0, cursor.shards())
            .mapToObj(
                n -> shard(account, new DiscordConnection.Shard(n, cursor.shards()), cursor, entry))
            .toList();
    Multi<Heard> all =
        shards.size() == 1
            ? shards.getFirst()
            : Multi.createBy()
                .merging()
                .withConcurrency(shards.size())
                .withRequests(1)
                .streams(shards);
    // Behind the merging, so that the cursor moves in the order of what is handed on.
    return all.map(heard -> batch(cursor, heard));
  }

  /** The cursor moves with every batch: heartbeats name what it names. */
  private static Batch batch(DiscordCursor cursor, Heard heard) {
    return new Batch(
        heard.said(),
        heard.raw(),
        Optional.of(cursor.moved(heard.shard(), heard.position()).text()));
  }

  private Multi<Heard> shard(
      Account account, DiscordConnection.Shard shard, DiscordCursor cursor, Uni<Entry> entry) {
    DiscordAccount settings = DiscordAccount.of(account);
    Multi<Heard> begun =
        entry
            .chain(e -> after(IDENTIFY_EVERY.multipliedBy(shard.number() / e.atOnce()), e.url()))
            .onItem()
            .transformToMulti(url -> begun(account, shard, url, cursor));
    return cursor
        .of(shard.number())
        .map(position ->
            connected(
                    account,
                    shard,
                    resumeUrl(settings, position),
                    Optional.of(position),
                    position.newest())
                .onFailure(DiscordLoss.SessionLostException.class)
                .recoverWithMulti(() -> after(pause(), true).onItem().transformToMulti(_ -> begun)))
        .orElse(begun);
  }

  /** A new session does not know what was said since the last one. */
  private Multi<Heard> begun(
      Account account, DiscordConnection.Shard shard, String url, DiscordCursor cursor) {
    Optional<String> newest = cursor.of(shard.number()).flatMap(DiscordPosition::newest);
    return connected(account, shard, url, Optional.empty(), newest);
  }

  private static String resumeUrl(DiscordAccount settings, DiscordPosition position) {
    return settings.gatewayUrl().map(Object::toString).orElse(position.url());
  }

  private static Duration pause() {
    return Duration.ofMillis(
        ThreadLocalRandom.current()
            .nextLong(NEW_SESSION_MIN.toMillis(), NEW_SESSION_MAX.toMillis()));
  }

  private static <T> Uni<T> after(Duration pause, T item) {
    Uni<T> now = Uni.createFrom().item(item);
    return pause.isZero() ? now : now.onItem().delayIt().by(pause);
  }

  private Multi<Heard> connected(
      Account account,
      DiscordConnection.Shard shard,
      String url,
      Optional<DiscordPosition> position,
      Optional<String> heardBefore) {
    DiscordAccount settings = DiscordAccount.of(account);
    String query = "?v=10&encoding=json&compress=zlib-stream";
    String address = url.endsWith("/") ? url + query : url + "/" + query;
    return sockets
        .open(address, Map.of("User-Agent", DiscordCall.USER_AGENT), OPEN_WITHIN)
        .onFailure(SocketClient.RefusedException.class)
        .transform(DiscordGateway::refused)
        .onItem()
        .transformToMulti(socket ->
            new DiscordConnection(socket, settings, shard, position, heardBefore).dispatches())
        .onItem()
        .transformToMultiAndConcatenate(dispatches -> heard(account, shard.number(), dispatches));
  }

  private static Throwable refused(Throwable cause) {
    return cause instanceof SocketClient.RefusedException refused && refused.status() == 429
        ? new StreamFailure(
            StreamFailure.Kind.THROTTLED,
            "Discord asks to be left alone",
            refused.retryAfter().orElse(Duration.ZERO))
        : cause;
  }

  /** One piece for all, but for what is unknown (it is parked alone). */
  private Multi<Heard> heard(
      Account account, int shard, List<DiscordConnection.Dispatch> dispatches) {
    DiscordEvents events = DiscordEvents.of(account);
    List<Uni<Heard>> pieces = new ArrayList<>();
    Optional<Heard> open = Optional.empty();
    for (DiscordConnection.Dispatch dispatch : dispatches) {
      Heard heard =
          new Heard(
              shard,
              dispatch.position(),
              events.dispatch(dispatch.position().session(), dispatch.frame(), Instant.now()),
              dispatch.raw());
      history.remember(account, heard.said());
      if (dispatch.type().equals("INTERACTION_CREATE")) {
        deferrals.expect(account, dispatch.frame().path("d"));
      }
      if (dispatch.missedSince().isPresent()) {
        open.ifPresent(o -> pieces.add(Uni.createFrom().item(o)));
        open = Optional.of(heard);
        pieces.add(missed(account, shard, dispatch));
      } else if (heard.said().hasUnknown()) {
        open.ifPresent(o -> pieces.add(Uni.createFrom().item(o)));
        open = Optional.empty();
        pieces.add(Uni.createFrom().item(heard));
      } else {
        open = Optional.of(open.map(before -> together(before, heard)).orElse(heard));
      }
    }
    open.ifPresent(o -> pieces.add(Uni.createFrom().item(o)));
    return Multi.createFrom().iterable(pieces).onItem().transformToUniAndConcatenate(u -> u);
  }

  /** What was said between two sessions, as far as channels have it. */
  private Uni<Heard> missed(Account account, int shard, DiscordConnection.Dispatch dispatch) {
    String since = dispatch.missedSince().orElseThrow();
    Uni<Translation> said =
        dispatch.type().equals("READY")
            ? shard == 0 ? history.ofDirect(account, since) : nothing()
            : history.ofGuild(account, dispatch.frame().path("d"), since);
    return said.map(s -> new Heard(shard, dispatch.before(), s, new byte[0]));
  }

  private static Uni<Translation> nothing() {
    return Uni.createFrom().item(Translation.of(List.of()));
  }

  private static Heard together(Heard before, Heard more) {
    return new Heard(more.shard(), more.position(), before.said().plus(more.said()), more.raw());
  }
}
