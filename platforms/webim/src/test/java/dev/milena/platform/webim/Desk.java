package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.ConversationRef;
import dev.milena.model.Event;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Reception;
import dev.milena.platform.testkit.LoopbackHttp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A simulated desk, an account at it, and a small hub that takes its calls. Made and closed by one
 * test.
 */
final class Desk implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  final WebimSimulator simulator = new WebimSimulator(0.05);
  final AccountRef ref =
      new AccountRef(WebimPlatform.KEY, "a" + UUID.randomUUID().toString().substring(0, 8));
  final List<Event> events = new CopyOnWriteArrayList<>();
  final List<Reception> receptions = new CopyOnWriteArrayList<>();
  final AtomicInteger refuse = new AtomicInteger();

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server = vertx.createHttpServer().requestHandler(this::take);
  private final WebimSender sender = new WebimSender(LoopbackHttp.client(vertx));
  private final byte[] lent = new byte[4321];
  private volatile Account account;

  Desk() {
    wait(server.listen(0, "127.0.0.1"));
  }

  /** Opens an account of the Custom Channel; {@code outbound} is laid over its mapping. */
  Desk channel(String... pointersAndValues) {
    return serve(simulator.open(ref, hub()), pointersAndValues);
  }

  Desk robot(String... pointersAndValues) {
    return serve(simulator.openRobot(ref, hub()), pointersAndValues);
  }

  private Desk serve(ObjectNode settings, String... pointersAndValues) {
    account = new Account(ref, 1, Accounts.with(settings, pointersAndValues));
    return this;
  }

  Account account() {
    return account;
  }

  private String hub() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** Address of a file of 4321 bytes. */
  String file() {
    return hub() + "/file";
  }

  /** Carries out a command; the results of its steps. */
  List<DeliveryResult> deliver(String conversation, Action action) {
    Address to = Address.of(ConversationRef.of(ref, conversation));
    Command command = Command.of(UUID.randomUUID().toString(), to, action);
    List<DeliveryResult> results = new ArrayList<>();
    ((Plan.Steps) sender.plan(account, command))
        .steps()
        .forEach(
            step -> results.add(sender.deliver(account, step, Map.of()).await().atMost(PATIENCE)));
    return results;
  }

  private void take(HttpServerRequest request) {
    if (request.path().equals("/file")) {
      request.response().end(Buffer.buffer(lent));
    } else {
      request.body().onSuccess(body -> take(request, body));
    }
  }

  private void take(HttpServerRequest request, Buffer body) {
    String rest = request.path().substring(("/in/" + ref.key()).length());
    InboundRequest inbound =
        new InboundRequest(
            request.method().name(),
            rest,
            request.headers(),
            request.params(),
            body,
            Instant.now());
    Reception reception = Calls.receive(account, inbound);
    receptions.add(reception);
    switch (reception) {
      case Reception.Accepted accepted when refuse.getAndUpdate(n -> Math.max(0, n - 1)) == 0 -> {
        events.addAll(accepted.translation().events());
        request.response().setStatusCode(accepted.reply().status()).end(accepted.reply().body());
      }
      case Reception.Accepted _ -> request.response().setStatusCode(503).end();
      case Reception.Answered answered ->
          request.response().setStatusCode(answered.reply().status()).end();
      case Reception.Refused _ -> request.response().setStatusCode(401).end();
    }
  }

  private static <T> T wait(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  @Override
  public void close() {
    simulator.close();
    wait(vertx.close());
  }
}
