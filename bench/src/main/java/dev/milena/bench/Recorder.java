package dev.milena.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes the hub's place for as long as it takes to hear how platforms call it. */
final class Recorder implements AutoCloseable {
  private static final long START_MAX_SECONDS = 10;

  /** An answer that gets lost on its way is repeated by the platform after seconds. */
  private static final long CALL_MAX_SECONDS = 60;

  private static final String TEXT =
      "A message of ordinary length, as people write them: half a sentence more than a line.";

  private record Call(String path, Map<String, String> headers, String body) {}

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final HttpServer server;

  /** What has been heard: what is repeated is not the next message. */
  private final Set<Call> known = new HashSet<>();

  Recorder() throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::take)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(START_MAX_SECONDS, TimeUnit.SECONDS);
  }

  private void take(HttpServerRequest call) {
    call.bodyHandler(body -> {
      Map<String, String> headers = new TreeMap<>();
      call.headers().forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
      headers.keySet().removeIf(h -> h.equals("host") || h.equals("content-length"));
      calls.add(new Call(call.path(), headers, body.toString()));
      call.response().putHeader("connection", "close").end();
    });
  }

  /** Opens an account, and lets somebody there write twice. */
  Recording record(PlatformSimulator simulator, AccountRef account) throws Exception {
    ObjectNode settings = simulator.open(account, "http://127.0.0.1:" + server.actualPort());
    Call first = call(simulator, account);
    Call second = call(simulator, account);
    return new Recording(
        account,
        settings,
        first.path(),
        first.headers(),
        Template.of(first.body(), second.body(), Chats.id(Recording.CHAT)));
  }

  private Call call(PlatformSimulator simulator, AccountRef account) throws InterruptedException {
    simulator.write(account, Chats.id(Recording.CHAT), TEXT);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(CALL_MAX_SECONDS);
    while (true) {
      Call call = calls.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (call == null) {
        throw new IllegalStateException(
            account + " did not call the hub when somebody wrote there");
      }
      if (known.add(call)) {
        return call;
      }
    }
  }

  @Override
  public void close() {
    vertx.close();
  }
}
