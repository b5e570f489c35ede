package dev.milena.platform.mattermost;

import static dev.milena.platform.Payload.id;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Event;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.EventStream.Batch;
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.Payload;
import dev.milena.platform.Socket;
import dev.milena.platform.SocketClient;
import dev.milena.platform.Translation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One connection from its handshake to its end.
 *
 * <pre>
 *   OPEN ──hello──▶ what was missed is read ──▶ events, counted from 1
 *     └──an event with the number that we asked for──▶ events go on: no hello
 *   any ──a number that is not the next──▶ lost: events are missing, and this connection is not
 *                                          taken up again
 * </pre>
 *
 * <p>Each batch is made only when it is asked for, one after the other, so nothing here is ever
 * used by two threads at once.
 */
final class MattermostConnection {
  private static final Duration HANDSHAKE_MAX = Duration.ofSeconds(15);

  /** What the server's own client says when it finds a gap. */
  private static final int GAP = 4001;

  private static final int GOING_AWAY = 1001;

  /**
   * A connection that is taken up again says nothing until somebody writes; its answer to this
   * shows that it is there.
   *
   * @see <a href="https://developers.mattermost.com/api-documentation/#/#websocket">WebSocket API,
   *     read 2026-11-21</a>
   */
  private static final String PING = "{\"seq\":1,\"action\":\"ping\"}";

  /** Events of two channels may reach us in another order than their times. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  /**
   * The hub knows a repeat for eight days. A bot to which nobody has spoken for longer must not
   * repeat the last words.
   */
  private static final Duration OVERLAP_WITHIN = Duration.ofDays(7);

  /** What the history brought is told from what the socket brings as well, up to so many. */
  private static final int REMEMBERED_MAX = 10_000;

  private final Account account;
  private final MattermostAccount settings;
  private final MattermostHistory history;
  private final Optional<MattermostCursor> last;
  private final Set<String> fromHistory = new HashSet<>();

  /** Where we are; absent until the server has said who we are to it. */
  private Optional<MattermostCursor> now;

  private int closing = GOING_AWAY;

  /** Whether the end of the connection is our doing; set by whoever cancels. */
  private volatile boolean leaving;

  MattermostConnection(
      Account account, Optional<MattermostCursor> last, MattermostHistory history) {
    this.account = account;
    this.settings = MattermostAccount.of(account);
    this.last = last;
    this.now = last;
    this.history = history;
  }

  Multi<Batch> open(SocketClient sockets) {
    // Only a handshake that carries the token is taken for the same user's and can be resumed.
    return sockets
        .open(url(), Map.of("Authorization", "Bearer " + settings.token()), HANDSHAKE_MAX)
        .onFailure(SocketClient.RefusedException.class)
        .transform(MattermostConnection::refused)
        .onItem()
        .call(socket -> socket.send(PING))
        .onItem()
        .transformToMulti(this::batches);
  }

  /** It wants the number that comes next, not the last one. */
  private String url() {
    return settings.socketUrl()
        + last.filter(MattermostCursor::hasConnection)
            .map(c ->
                "?connection_id="
                    + ApiRequest.inUrl(c.connection())
                    + "&sequence_number="
                    + c.next())
            .orElse("");
  }

  private static RuntimeException refused(SocketClient.RefusedException refusal) {
    return switch (refusal.status()) {
      case 401 -> MattermostAnswers.refusedToken();
      case 429 -> MattermostAnswers.throttled(refusal.retryAfter().orElse(Duration.ofSeconds(1)));
      default -> refusal;
    };
  }

  private Multi<Batch> batches(Socket socket) {
    return socket
        .messages()
        // What we have closed ourselves is lost to nobody.
        .onFailure(_ -> leaving)
        .recoverWithCompletion()
        .onItem()
        .transformToMultiAndConcatenate(this::read)
        .onTermination()
        .call(() -> leave(socket));
  }

  private Uni<Void> leave(Socket socket) {
    leaving = true;
    return socket.close(closing);
  }

  private Multi<Batch> read(Buffer bytes) {
    JsonNode frame = Payload.tree(bytes.getBytes());
    if (!MattermostFrames.isFrame(frame)) {
      return Multi.createFrom()
          .item(new Batch(Translation.unknown("frame"), bytes.getBytes(), Optional.empty()));
    }
    if (frame.has("seq_reply")) {
      return Multi.createFrom().item(alive());
    }
    return frame.path("event").asText().equals("hello")
        ? begun(frame)
        : now.filter(c -> c.next() == frame.path("seq").asLong(-1))
            .map(c -> Multi.createFrom().item(event(c, frame, bytes.getBytes())))
            .orElseGet(this::gap);
  }

  /** The server does not know the connection that we had, or we had none. */
  private Multi<Batch> begun(JsonNode hello) {
    Optional<String> user = id(hello.path("broadcast"), "user_id");
    if (user.filter(u -> !u.equals(settings.userId())).isPresent()) {
      return Multi.createFrom()
          .failure(
              new StreamFailure(
                  StreamFailure.Kind.MISCONFIGURED,
                  "The token belongs to another user than 'user-id' says",
                  Duration.ZERO));
    }
    Instant since =
        last.map(c -> lookedBack(c.at(), Instant.now()))
            .orElseGet(() -> Instant.now().minus(settings.catchUp()));
    now =
        Optional.of(
            new MattermostCursor(
                id(hello.path("data"), "connection_id").orElse(MattermostCursor.NONE),
                hello.path("seq").asLong() + 1,
                last.map(MattermostCursor::at).orElse(since)));
    return Multi.createBy()
        .concatenating()
        .streams(
            history.since(since).onItem().invoke(this::remember),
            Multi.createFrom().item(() -> caughtUp(now.orElseThrow())));
  }

  static Instant lookedBack(Instant at, Instant now) {
    return at.isAfter(now.minus(OVERLAP_WITHIN)) ? at.minus(OVERLAP) : at;
  }

  private void remember(Batch missed) {
    now =
        now.map(c ->
            new MattermostCursor(
                c.connection(), c.next(), MattermostCursor.latest(c.at(), missed.translation())));
    missed.translation().events().stream()
        .map(Event::id)
        .limit(REMEMBERED_MAX - fromHistory.size())
        .forEach(fromHistory::add);
  }

  /** To our ping: all that was missed is behind us. */
  private static Batch alive() {
    return new Batch(new Translation(List.of(), List.of()), new byte[0], Optional.empty());
  }

  /** Only now may a later owner take this connection up. */
  private static Batch caughtUp(MattermostCursor cursor) {
    return new Batch(
        new Translation(List.of(), List.of()), new byte[0], Optional.of(cursor.text()));
  }

  /** Whoever comes next reads the channels: the same connection would have the same gap. */
  private Multi<Batch> gap() {
    closing = GAP;
    return Multi.createBy()
        .concatenating()
        .streams(
            Multi.createFrom()
                .iterable(now.map(MattermostCursor::abandoned).stream().toList())
                .map(MattermostConnection::caughtUp),
            Multi.createFrom()
                .failure(
                    new IllegalStateException("The server's events have a gap in their numbers")));
  }

  private Batch event(MattermostCursor before, JsonNode frame, byte[] raw) {
    Translation said =
        new MattermostFrames(MattermostInput.of(account, Instant.now()), before.connection())
            .translate(frame);
    MattermostCursor after = before.after(said);
    now = Optional.of(after);
    return new Batch(
        withoutKnown(said),
        raw,
        said.events().isEmpty() ? Optional.empty() : Optional.of(after.text()));
  }

  private Translation withoutKnown(Translation said) {
    if (fromHistory.isEmpty()) {
      return said;
    }
    return new Translation(
        said.events().stream().filter(e -> !fromHistory.remove(e.id())).toList(), said.skipped());
  }
}
