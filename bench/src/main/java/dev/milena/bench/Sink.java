package dev.milena.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

/**
 * A platform that does nothing but answer: the first call of each method goes on to the platform's
 * simulator, twice, and what it says is said to every call from then on, each time with the id of
 * another message. So all that is measured is the caller. The simulator is asked for the one chat
 * that it knows; for any other it would say that there is no such chat.
 */
final class Sink implements AutoCloseable {
  private static final int LIMIT_OUT_OF_SIGHT = 1_000_000;

  /** What is asked of a platform, as the hub asked it first. */
  record Call(String path, Map<String, String> headers, String body) {
    @Override
    public String toString() {
      return "Call[" + body.length() + " characters]";
    }
  }

  private record Said(int status, String type, String body) {}

  private record Answer(String type, Template body) {}

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient client = vertx.createHttpClient();
  private final HttpServer server;
  private final String simulator;
  private final IntConsumer chat;
  private final LongAdder calls = new LongAdder();
  private final CompletableFuture<Call> first = new CompletableFuture<>();

  /** By method: the last part of the path. Confined to the event loop, as what follows. */
  private final Map<String, Answer> answers = new HashMap<>();

  /** Calls that came while the answer to their method was being asked for. */
  private final Map<String, List<Runnable>> waiting = new HashMap<>();

  private long messages;

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

  /** Settings as an operator would write them down, but for where it is and how much it takes. */
  ObjectNode settings(ObjectNode told) throws IOException {
    ObjectNode settings =
        Json.object(told.toString().replace(simulator, baseUrl()).getBytes(StandardCharsets.UTF_8));
    told.fieldNames()
        .forEachRemaining(name -> {
          if (name.endsWith("per-second")) {
            settings.put(name, LIMIT_OUT_OF_SIGHT);
          }
        });
    return settings;
  }

  private void take(HttpServerRequest call, Buffer body) {
    String method = call.path().substring(call.path().lastIndexOf('/') + 1);
    Answer answer = answers.get(method);
    if (answer != null) {
      answer(call, body, answer);
    } else if (waiting.containsKey(method)) {
      waiting.get(method).add(() -> take(call, body));
    } else {
      waiting.put(method, new ArrayList<>());
      learn(method, call, body);
    }
  }

  private void answer(HttpServerRequest call, Buffer body, Answer answer) {
    calls.increment();
    int number = Chats.in(body);
    if (number >= 0) {
      chat.accept(number);
    }
    call.response()
        .putHeader("content-type", answer.type())
        .end(answer.body().body(Math.max(0, number), messages++));
  }

  private void learn(String method, HttpServerRequest call, Buffer body) {
    Map<String, String> headers = new TreeMap<>();
    call.headers().forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
    headers.keySet().removeIf(h -> h.equals("host") || h.equals("content-length"));
    RequestOptions there =
        new RequestOptions().setMethod(call.method()).setAbsoluteURI(simulator + call.uri());
    headers.forEach(there::putHeader);
    String known = Chats.id(Recording.CHAT);
    Buffer asked =
        Buffer.buffer(body.toString().replace(Chats.id(Math.max(0, Chats.in(body))), known));
    ask(there, asked)
        .compose(one -> ask(there, asked).map(other -> List.of(one, other)))
        .onSuccess(said -> {
          if (said.stream().allMatch(s -> s.status() == 200)) {
            answers.put(
                method,
                new Answer(
                    said.getFirst().type(),
                    Template.of(said.getFirst().body(), said.getLast().body(), known)));
            first.complete(new Call(call.uri(), headers, body.toString()));
            take(call, body);
          } else {
            Said refusal = said.getLast();
            System.err.printf("The simulator refuses %s: %d%n", method, refusal.status());
            call.response().setStatusCode(refusal.status()).end(refusal.body());
          }
          waiting.remove(method).forEach(Runnable::run);
        })
        .onFailure(first::completeExceptionally);
  }

  private Future<Said> ask(RequestOptions there, Buffer body) {
    return client
        .request(there)
        .compose((HttpClientRequest request) -> request.send(body))
        .compose((HttpClientResponse answer) ->
            answer.body().map(b -> new Said(answer.statusCode(), type(answer), b.toString())));
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
