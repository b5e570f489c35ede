package dev.milena.ingress;

import dev.milena.bus.AccountTable;
import dev.milena.model.Account;
import dev.milena.platform.Gateway;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Socket;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets people's programs connect: finds the account, and hands the connection to the platform's
 * {@link Gateway}. What is neither a WebSocket nor a wish for server-sent events is a call like any
 * other.
 */
@Singleton
class GatewayRoute {
  private static final String EVENTS = "text/event-stream";

  /** Quarkus turns sockets off where no endpoint of its own needs any, unless this is said. */
  private static final String SOCKETS_OFF = "vertx.disableWebsockets";

  /** Close code of a server that goes away (RFC 6455, 7.4.1): programs come back elsewhere. */
  private static final int GOING_AWAY = 1001;

  /** Close code for "come back" (IANA, WebSocket close codes, "Service Restart"). */
  private static final int AGAIN = 1012;

  /** How long goodbyes may take when the process stops. */
  private static final Duration GOODBYE_MAX = Duration.ofSeconds(2);

  private final Doors doors;
  private final Map<String, Gateway> gateways;
  private final AccountTable accounts;
  private final ConnectionParts parts;
  private final Answers answers;
  private final IngressMetrics metrics;
  private final int max;
  private final Set<HeldConnection> open = ConcurrentHashMap.newKeySet();

  GatewayRoute(
      Doors doors,
      @All List<Gateway> gateways,
      AccountTable accounts,
      ConnectionParts parts,
      Answers answers,
      IngressMetrics metrics,
      IngressConfig config) {
    this.doors = doors;
    this.gateways =
        gateways.stream().collect(Collectors.toMap(Gateway::platform, Function.identity()));
    this.accounts = accounts;
    this.parts = parts;
    this.answers = answers;
    this.metrics = metrics;
    this.max = config.connections().max();
  }

  void register(@Observes Router router) {
    if (System.getProperty(SOCKETS_OFF) == null) {
      System.setProperty(SOCKETS_OFF, "false");
    }
    // Before the route of webhooks, at whose addresses programs connect.
    router.route(Doors.PREFIX + "*").order(-2).handler(this::handle);
    accounts.onChange(change -> closeAll(change.ref().key(), AGAIN));
  }

  private void handle(RoutingContext http) {
    boolean socket = "websocket".equalsIgnoreCase(http.request().getHeader("upgrade"));
    if (!socket && !asksForEvents(http.request())) {
      http.next();
      return;
    }
    Optional<Doors.Door> door = doors.find(http.normalizedPath());
    Optional<Account> account = door.flatMap(Doors.Door::account);
    Gateway gateway = door.map(d -> gateways.get(d.webhook().platform())).orElse(null);
    if (gateway == null || !accounts.ready()) {
      http.next();
    } else if (account.isEmpty()) {
      answers.unknownAccount(http, door.get().webhook().refusal());
    } else if (open.size() >= max) {
      answers.unavailable(http, "Too many programs are connected here");
    } else {
      connect(http, gateway, door.get(), account.get(), socket);
    }
  }

  private static boolean asksForEvents(HttpServerRequest request) {
    String accepted = request.getHeader("accept");
    return request.method().equals(HttpMethod.GET) && accepted != null && accepted.contains(EVENTS);
  }

  private void connect(
      RoutingContext http, Gateway gateway, Doors.Door door, Account account, boolean socket) {
    HttpServerRequest call = http.request();
    InboundRequest request =
        new InboundRequest(
            call.method().name(),
            door.rest(),
            call.headers(),
            call.params(),
            Buffer.buffer(),
            Instant.now());
    Duration heartbeat = gateway.heartbeat(account);
    ConnectionParts.Call at = parts.at(door.webhook(), account);
    Context context = ContextInternal.current().unwrap();
    if (socket) {
      call.toWebSocket()
          .onSuccess(upgraded ->
              hold(
                  gateway,
                  account,
                  new SocketConnection(
                      at, request, accepted(context, upgraded, heartbeat, door), this::ended)));
    } else {
      EventsConnection events =
          new EventsConnection(at, request, context, call.response(), heartbeat, this::ended);
      hold(gateway, account, events);
    }
  }

  private static Socket accepted(
      Context context, ServerWebSocket upgraded, Duration heartbeat, Doors.Door door) {
    return Socket.accepted(context, upgraded, heartbeat, door.webhook().bodyBytesMax());
  }

  private void hold(Gateway gateway, Account account, HeldConnection connection) {
    open.add(connection);
    metrics.connections(open.size());
    gateway.connected(account, connection);
  }

  private void ended(HeldConnection connection) {
    open.remove(connection);
    metrics.connections(open.size());
  }

  private void closeAll(String account, int code) {
    open.stream()
        .filter(c -> c.account().key().equals(account))
        .forEach(c -> c.close(code).subscribe().with(closed -> {}, failed -> {}));
  }

  void stop(@Observes ShutdownEvent event) {
    List<Uni<Void>> goodbyes = open.stream().map(c -> c.close(GOING_AWAY)).toList();
    if (!goodbyes.isEmpty()) {
      Uni.join()
          .all(goodbyes)
          .andCollectFailures()
          .replaceWithVoid()
          .ifNoItem()
          .after(GOODBYE_MAX)
          .recoverWithItem((Void) null)
          .onFailure()
          .recoverWithNull()
          .await()
          .indefinitely();
    }
  }
}
