package dev.milena.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

/**
 * A platform that does nothing but answer: the first call goes on to the platform's simulator, and
 * its answer is given to every call from then on. So all that is measured is the caller.
 */
final class Sink implements AutoCloseable {
  /** What is asked of a platform, as the hub asked it first. */
  record Call(String path, Map<String, String> headers, String body) {
    @Override
    public String toString() {
      return "Call[" + body.length() + " characters]";
    }
  }

  private record Answer(int status, String type, Buffer body) {}

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient client = vertx.createHttpClient();
  private final HttpServer server;
  private final String simulator;
  private final IntConsumer chat;
  private final LongAdder calls = new LongAdder();
  private final CompletableFuture<Call> first = new CompletableFuture<>();
  private Answer answer;

  /**
   * @param simulator where the platform's simulator is
   * @param chat is told of each call which chat it was for
   */
  Sink(String simulator, IntConsumer chat) throws Exception {
    this.simulator = simulator;
    this.chat = chat;
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(call -> call.bodyHandler(body -> take(call, body)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  int port() {
    return server.actualPort();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + port();
  }

  /** How many there were. */
  long calls() {
    return calls.sum();
  }

  /** The first one; waits for it. */
  Call first() throws Exception {
    return first.get(60, TimeUnit.SECONDS);
  }

  private void take(HttpServerRequest call, Buffer body) {
    if (answer == null) {
      ask(call, body);
    } else {
      answer(call, body);
    }
  }

  private void answer(HttpServerRequest call, Buffer body) {
    calls.increment();
    int number = Chats.in(body);
    if (number >= 0) {
      chat.accept(number);
    }
    call.response()
        .setStatusCode(answer.status())
        .putHeader("content-type", answer.type())
        .end(answer.body());
  }

  private void ask(HttpServerRequest call, Buffer body) {
    Map<String, String> headers = new TreeMap<>();
    call.headers()
        .forEach(h -> headers.put(h.getKey().toLowerCase(java.util.Locale.ROOT), h.getValue()));
    headers.keySet().removeIf(h -> h.equals("host") || h.equals("content-length"));
    RequestOptions there =
        new RequestOptions().setMethod(call.method()).setAbsoluteURI(simulator + call.uri());
    headers.forEach(there::putHeader);
    client
        .request(there)
        .compose((HttpClientRequest request) -> request.send(body))
        .compose((HttpClientResponse said) ->
            said.body().map(b -> new Answer(said.statusCode(), type(said), b)))
        .onSuccess(learnt -> {
          if (learnt.status() == 200) {
            answer = learnt;
            first.complete(new Call(call.uri(), headers, body.toString()));
            answer(call, body);
          } else {
            call.response().setStatusCode(learnt.status()).end(learnt.body());
          }
        })
        .onFailure(first::completeExceptionally);
  }

  private static String type(HttpClientResponse said) {
    String type = said.getHeader("content-type");
    return type == null ? "application/json" : type;
  }

  @Override
  public void close() {
    vertx.close();
  }
}
