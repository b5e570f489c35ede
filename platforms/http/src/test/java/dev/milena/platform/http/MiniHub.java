package dev.milena.platform.http;

import dev.milena.model.Account;
import dev.milena.model.Event;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.testkit.Waiting;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The hub's door for one account, on loopback; takes what the webhook takes, or cannot for now. */
final class MiniHub {
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<Integer> statuses = new CopyOnWriteArrayList<>();
  private final AtomicInteger unable = new AtomicInteger();
  private final HttpServer server;
  private volatile Account account;

  MiniHub(Vertx vertx) {
    server =
        Waiting.on(vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1"));
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  void serve(Account served) {
    account = served;
  }

  /** So many calls are answered as if Kafka were away. */
  void cannotTake(int calls) {
    unable.set(calls);
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  List<Integer> statuses() {
    return List.copyOf(statuses);
  }

  private void receive(HttpServerRequest call) {
    call.body()
        .onSuccess(body -> {
          int status =
              call.path().equals("/in/" + account.ref().key()) ? taken(call.headers(), body) : 404;
          statuses.add(status);
          call.response().setStatusCode(status).end();
        });
  }

  private int taken(MultiMap headers, Buffer body) {
    InboundRequest request =
        new InboundRequest(
            "POST", "", headers, MultiMap.caseInsensitiveMultiMap(), body, Instant.now());
    Reception reception =
        new HttpWebhook().receive(account, request).await().atMost(Duration.ofSeconds(5));
    if (!(reception instanceof Reception.Accepted accepted)) {
      return 401;
    }
    if (unable.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return 503;
    }
    events.addAll(accepted.translation().events());
    return 200;
  }
}
