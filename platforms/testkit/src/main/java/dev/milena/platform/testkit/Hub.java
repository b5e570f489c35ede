package dev.milena.platform.testkit;

import dev.milena.model.Account;
import dev.milena.model.Event;
import dev.milena.platform.EventStream;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Reply;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The least that a platform needs on the other side: takes webhooks as ingress does, keeps what
 * came of them, and lends files. It stores nothing and routes nothing.
 */
final class Hub implements AutoCloseable {
  private static final String IN = "/in/";
  private static final String FILES = "/files/";

  private final HttpServer server;
  private final AtomicInteger refusals = new AtomicInteger();
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<Event> heard = new CopyOnWriteArrayList<>();
  private volatile Optional<String> position = Optional.empty();
  private volatile Cancellable listening = () -> {};
  private volatile boolean hears;
  private volatile boolean closed;
  private volatile Optional<Webhook> webhook = Optional.empty();
  private volatile Optional<Account> account = Optional.empty();

  /**
   * @param request as it came
   * @param reception what the connector made of it
   */
  record Taken(InboundRequest request, Reception reception) {
    List<Event> events() {
      return reception instanceof Reception.Accepted a ? a.translation().events() : List.of();
    }
  }

  Hub(Vertx vertx) {
    server = vertx.createHttpServer().requestHandler(this::handle);
    Waiting.on(server.listen(0, "127.0.0.1"));
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** From now on calls are for this account. */
  void serve(Optional<Webhook> newWebhook, Account newAccount) {
    webhook = newWebhook;
    account = Optional.of(newAccount);
  }

  /** The next calls are read and answered 503, as when nothing can be appended. */
  void refuseNext(int calls) {
    refusals.addAndGet(calls);
  }

  /** Lends a file; returns its address. */
  String lend(String name, byte[] bytes) {
    files.put(FILES + name, bytes);
    return url() + FILES + name;
  }

  /** From now on hears what a platform says; again from where it was, when a connection is lost. */
  void listen(EventStream stream, Account newAccount) {
    account = Optional.of(newAccount);
    listening =
        stream
            .open(newAccount, position)
            .onItem()
            .invoke(this::hear)
            .subscribe()
            .with(
                heard -> {},
                lost -> {
                  if (!closed) {
                    listen(stream, newAccount);
                  }
                });
    hears = true;
  }

  private void hear(EventStream.Batch batch) {
    heard.addAll(batch.translation().events());
    position = batch.cursor().or(() -> position);
  }

  /** Whether what people do gets here at all. */
  boolean hears() {
    return hears || webhook.isPresent();
  }

  List<Taken> taken() {
    return taken;
  }

  Stream<Event> events() {
    return Stream.concat(taken.stream().flatMap(t -> t.events().stream()), heard.stream());
  }

  private void handle(HttpServerRequest request) {
    if (request.path().startsWith(FILES)) {
      lend(request);
    } else {
      request.body().onSuccess(body -> receive(request, body));
    }
  }

  private void lend(HttpServerRequest request) {
    byte[] bytes = files.get(request.path());
    if (bytes == null) {
      request.response().setStatusCode(404).end();
    } else {
      request.response().end(Buffer.buffer(bytes));
    }
  }

  private void receive(HttpServerRequest request, Buffer body) {
    String own = account.map(a -> IN + a.ref().platform() + "/" + a.ref().name()).orElse("/?");
    if (webhook.isEmpty() || !request.path().startsWith(own)) {
      request.response().setStatusCode(404).end();
      return;
    }
    InboundRequest inbound =
        new InboundRequest(
            request.method().name(),
            request.path().substring(own.length()),
            request.headers(),
            request.params(),
            body,
            Instant.now());
    webhook
        .get()
        .receive(account.orElseThrow(), inbound)
        .subscribe()
        .with(
            reception -> reply(request, inbound, reception),
            _ -> request.response().setStatusCode(500).end());
  }

  private void reply(HttpServerRequest request, InboundRequest inbound, Reception reception) {
    taken.add(new Taken(inbound, reception));
    boolean refused = refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    Reply reply = refused ? Reply.status(503) : answer(reception);
    request.response().setStatusCode(reply.status());
    reply.headers().forEach(request.response()::putHeader);
    request.response().end(reply.body());
  }

  private Reply answer(Reception reception) {
    return switch (reception) {
      case Reception.Accepted accepted -> accepted.reply();
      case Reception.Answered answered -> answered.reply();
      case Reception.Refused refused ->
          switch (refused.cause()) {
            case UNAUTHENTICATED, STALE -> webhook.orElseThrow().refusal();
            case UNREADABLE -> Reply.status(400);
            case NOT_SERVED -> Reply.status(404);
          };
    };
  }

  @Override
  public void close() {
    closed = true;
    listening.cancel();
    Waiting.on(server.close());
  }
}
