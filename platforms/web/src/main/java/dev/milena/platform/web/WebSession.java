package dev.milena.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.Connection;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Payload;
import dev.milena.platform.Reply;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * One connection of a visitor's program.
 *
 * <pre>
 *  connected ──auth──▶ known ──▶ shown the feed, heard frame by frame ──▶ ended
 *      │ no token, a wrong one, or none in time: 4401, 4408
 *      └──────────────────────────────▶ ended
 *  known: token over 4401 · a newer connection too many 4429 · too slow, or no feed 1013
 * </pre>
 *
 * <p>The connections of a visitor, wherever they are held, count each other: each says in the feed
 * that it is there, and one that has seen as many newer ones as are allowed makes room.
 */
final class WebSession {
  /** Close codes: what HTTP says by the status that is left without 4000. */
  static final int NOT_KNOWN = 4401;

  static final int TOO_LATE = 4408;
  static final int TOO_MANY = 4429;

  /** Come back later (IANA, WebSocket close codes, "Try Again Later"). */
  static final int LATER = 1013;

  private static final Logger LOG = Logger.getLogger(WebSession.class);
  private static final String TYPE = "type";

  /** A place in the feed, as {@link Connection.Shown} has it. */
  private static final String PLACE = "[0-9]{1,18}";

  private final Account account;
  private final WebAccount settings;
  private final Connection connection;
  private final String id = UUID.randomUUID().toString();

  /** Touched by the feed alone. */
  private final WebCompany company = new WebCompany(id);

  private volatile Optional<Known> known = Optional.empty();
  private volatile Cancellable deadline = () -> {};
  private volatile Cancellable reading = () -> {};
  private volatile boolean ended;

  /** Who it is, and how that was proved. */
  private record Known(WebVisitor visitor, String token) {
    /** Holds a credential. */
    @Override
    public String toString() {
      return "Known[" + visitor + "]";
    }
  }

  WebSession(Account account, Connection connection) {
    this.account = account;
    this.settings = WebAccount.of(account);
    this.connection = connection;
  }

  void begin() {
    connection
        .messages()
        .onItem()
        .transformToUniAndConcatenate(this::hear)
        .subscribe()
        .with(heard -> {}, over -> end());
    InboundRequest request = connection.request();
    if (!settings.welcomes(Optional.ofNullable(request.headers().get("origin")))) {
      close(NOT_KNOWN);
    } else if (connection.speaks()) {
      deadline =
          Uni.createFrom()
              .voidItem()
              .onItem()
              .delayIt()
              .by(settings.authWithin())
              .subscribe()
              .with(_ -> {
                if (known.isEmpty()) {
                  close(TOO_LATE);
                }
              });
    } else {
      identify(token(request).orElse(""), after(request)).subscribe().with(done -> {}, e -> end());
    }
  }

  /** Browsers cannot set headers where they read events. */
  private static Optional<String> token(InboundRequest request) {
    return Optional.ofNullable(request.headers().get("authorization"))
        .map(a -> a.replaceFirst("(?i)^bearer\\s+", ""))
        .or(() -> Optional.ofNullable(request.query().get("access_token")));
  }

  private static OptionalLong after(InboundRequest request) {
    return after(
        Optional.ofNullable(request.headers().get("last-event-id"))
            .or(() -> Optional.ofNullable(request.query().get("after"))));
  }

  /** What is no place of ours is none: everything is shown. */
  private static OptionalLong after(Optional<String> place) {
    return place
        .filter(p -> p.matches(PLACE))
        .map(p -> OptionalLong.of(Long.parseLong(p)))
        .orElse(OptionalLong.empty());
  }

  private Uni<Void> hear(Buffer message) {
    JsonNode frame = Payload.tree(message.getBytes());
    return switch (frame.path(TYPE).asText("")) {
      case "auth" ->
          identify(Payload.text(frame, "token").orElse(""), after(Payload.text(frame, "after")));
      case "ping" -> connection.send("{\"type\":\"pong\"}").onFailure().recoverWithNull();
      default ->
          known.map(k -> take(k, frame, message)).orElseGet(() -> connection.close(NOT_KNOWN));
    };
  }

  private Uni<Void> take(Known who, JsonNode frame, Buffer message) {
    return connection
        .call("", WebToken.bearer(who.token()), message)
        .chain(reply -> connection.send(said(frame, reply)))
        .onFailure()
        .recoverWithNull();
  }

  private static String said(JsonNode frame, Reply reply) {
    if (reply.status() / 100 == 2 && reply.body().length() > 0) {
      return reply.body().toString();
    }
    ObjectNode refused =
        Json.mapper().createObjectNode().put(TYPE, "refused").put("status", reply.status());
    Payload.text(frame, "id").ifPresent(id -> refused.put("id", id));
    return refused.toString();
  }

  /** Finds out who it is; again, when a new token takes the place of one that is about to end. */
  private Uni<Void> identify(String token, OptionalLong after) {
    Optional<WebVisitor> visitor = WebToken.read(settings, token, Instant.now());
    boolean another =
        known.isPresent() && !known.map(k -> k.visitor().id()).equals(visitor.map(WebVisitor::id));
    if (visitor.isEmpty() || another) {
      return connection.close(NOT_KNOWN);
    }
    boolean first = known.isEmpty();
    known = Optional.of(new Known(visitor.get(), token));
    deadline.cancel();
    ObjectNode ready =
        Json.mapper()
            .createObjectNode()
            .put(TYPE, "ready")
            .put("user", visitor.get().id())
            .put("heartbeatMs", settings.heartbeat().toMillis());
    return connection
        .send(ready.toString())
        .invoke(() -> {
          if (first) {
            read(visitor.get(), after);
          }
        })
        .onFailure()
        .recoverWithNull();
  }

  private void read(WebVisitor visitor, OptionalLong after) {
    connection
        .feed(visitor.conversation(account), after)
        .subscribe()
        .with(this::follow, this::brokeOff);
  }

  /** Says that it is here only now: else it would miss its own word, and not know who is newer. */
  private void follow(Multi<Connection.Shown> feed) {
    reading =
        feed.onItem()
            .transformToUniAndConcatenate(this::show)
            .subscribe()
            .with(shown -> {}, this::brokeOff);
    if (ended) {
      reading.cancel();
    } else {
      announce(WebCompany.CONNECTED);
    }
  }

  private void brokeOff(Throwable why) {
    LOG.debugf(why, "the feed of a connection of %s broke off", account.ref());
    close(LATER);
  }

  private Uni<Void> show(Connection.Shown shown) {
    if (!(Payload.tree(shown.data().getBytes()) instanceof ObjectNode entry)) {
      return Uni.createFrom().voidItem();
    }
    String type = entry.path(TYPE).asText("");
    if (WebCompany.isAnnouncement(type)) {
      company.hear(type, entry.path("id").asText());
      return company.newer() < settings.connectionsMax()
          ? Uni.createFrom().voidItem()
          : connection.close(TOO_MANY);
    }
    if (known.filter(k -> k.visitor().isKnown(Instant.now())).isEmpty()) {
      return connection.close(NOT_KNOWN);
    }
    entry.put("event", Long.toString(shown.place()));
    if (shown.gap()) {
      entry.put("gap", true);
    }
    return connection.send(entry.toString(), shown.place());
  }

  private void announce(String what) {
    ObjectNode frame = Json.mapper().createObjectNode().put(TYPE, what).put("id", id);
    known.ifPresent(k ->
        connection
            .call("", WebToken.bearer(k.token()), Buffer.buffer(frame.toString()))
            .subscribe()
            .with(
                answered -> {},
                failure -> LOG.debugf(failure, "not announced account=%s", account.ref())));
  }

  private void close(int code) {
    connection.close(code).subscribe().with(closed -> {}, failure -> {});
  }

  private void end() {
    if (!ended) {
      ended = true;
      deadline.cancel();
      reading.cancel();
      announce(WebCompany.DISCONNECTED);
    }
  }
}
