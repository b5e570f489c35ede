package dev.milena.platform;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One call, and how far it got.
 *
 * <pre>
 *   PREPARING ──▶ CONNECTING ──▶ WRITING ──▶ ENDING ──▶ WRITTEN ──▶ answer
 *       │             │            │           │           │
 *       └─────────────┴────────────┘           ?           │
 *          not done: Unreached             the network     unknown: Unconfirmed
 *                                          tells which
 * </pre>
 *
 * <p>Lives on one Vert.x context.
 */
final class Exchange {
  /**
   * A connection that is closed says at once whether the last bytes went out; this is for one that
   * does not.
   */
  private static final long VERDICT_MS = 1000;

  private enum Stage {
    PREPARING,
    CONNECTING,
    WRITING,
    ENDING,
    WRITTEN
  }

  private final Vertx vertx;
  private final Context context;
  private final HttpClient client;
  private final int answerBytesMax;
  private final Duration timeout;
  private final Promise<ApiAnswer> result = Promise.promise();
  private final Promise<Void> written = Promise.promise();

  private Stage stage = Stage.PREPARING;
  private Bodies.Outgoing outgoing = Bodies.Outgoing.NOTHING;
  private HttpClientRequest request;
  private boolean answering;
  private boolean judging;
  private boolean over;
  private long timer;

  Exchange(Vertx vertx, HttpClient client, int answerBytesMax, Duration timeout) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.client = client;
    this.answerBytesMax = answerBytesMax;
    this.timeout = timeout;
  }

  /**
   * Makes the call.
   *
   * @param options where to, once that is known
   * @param open opens the body, within the given time
   */
  Future<ApiAnswer> run(
      Supplier<Future<RequestOptions>> options, Function<Duration, Future<Bodies.Outgoing>> open) {
    timer = vertx.setTimer(Math.max(1, timeout.toMillis()), _ -> fail());
    try {
      Future<RequestOptions> where = options.get();
      if (where.isComplete()) {
        prepare(where, open);
      } else {
        where.onComplete(found -> context.runOnContext(_ -> prepare(found, open)));
      }
    } catch (RuntimeException defect) {
      finish(Future.failedFuture(defect));
    }
    return result.future();
  }

  private void prepare(
      AsyncResult<RequestOptions> where, Function<Duration, Future<Bodies.Outgoing>> open) {
    if (where.failed()) {
      finish(Future.failedFuture(where.cause()));
      return;
    }
    try {
      open.apply(timeout)
          .onFailure(cause -> finish(Future.failedFuture(cause)))
          .onSuccess(body -> connect(where.result(), body));
    } catch (RuntimeException defect) {
      finish(Future.failedFuture(defect));
    }
  }

  private void connect(RequestOptions where, Bodies.Outgoing body) {
    if (over) {
      body.drop();
      return;
    }
    outgoing = body;
    stage = Stage.CONNECTING;
    client.request(where).onFailure(_ -> fail()).onSuccess(this::write);
  }

  private void write(HttpClientRequest connected) {
    if (over) {
      connected.reset();
      return; // Nothing was written: the connection stays good.
    }
    stage = Stage.WRITING;
    request = connected;
    request.exceptionHandler(_ -> fail());
    request.response().onSuccess(this::read).onFailure(_ -> fail());
    outgoing.head(request);
    outgoing.write(request).onSuccess(this::end).onFailure(this::broken);
  }

  private void end(Buffer last) {
    if (over || answering) {
      return;
    }
    stage = Stage.ENDING;
    request.end(last).onComplete(this::ended);
  }

  private void ended(AsyncResult<Void> sent) {
    if (sent.succeeded()) {
      stage = Stage.WRITTEN;
      written.tryComplete();
    } else {
      written.tryFail(sent.cause());
      fail();
    }
  }

  /** A file broke off, or the connection did while it was sent. */
  private void broken(Throwable cause) {
    if (over || answering) {
      return;
    }
    finish(Future.failedFuture(cause instanceof CallFailure ? cause : unreached()));
    Wire.cut(request);
  }

  private void read(HttpClientResponse response) {
    if (over) {
      return;
    }
    answering = true;
    outgoing.drop();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(_ -> fail());
    response.handler(more -> {
      if (body.length() + more.length() > answerBytesMax) {
        fail();
      } else {
        body.appendBuffer(more);
      }
    });
    response.endHandler(_ -> answered(response, body));
  }

  private void answered(HttpClientResponse response, Buffer body) {
    finish(Future.succeededFuture(new ApiAnswer(response.statusCode(), response.headers(), body)));
    if (stage != Stage.WRITTEN) {
      // Answered early: what is left of the request must not stand in the way of the next one.
      Wire.cut(request);
    }
  }

  /** No answer will come, or no whole one: says what that means. */
  private void fail() {
    if (over) {
      return;
    }
    switch (stage) {
      case PREPARING, CONNECTING, WRITING ->
          finish(Future.failedFuture(answering ? unconfirmed() : unreached()));
      case WRITTEN -> finish(Future.failedFuture(unconfirmed()));
      case ENDING -> awaitVerdict();
    }
    if (request != null) {
      Wire.cut(request);
    }
  }

  private void awaitVerdict() {
    if (answering) {
      finish(Future.failedFuture(unconfirmed()));
    }
    if (over || judging) {
      return;
    }
    judging = true;
    long patience = vertx.setTimer(VERDICT_MS, _ -> finish(Future.failedFuture(unconfirmed())));
    written
        .future()
        .onComplete(sent -> {
          vertx.cancelTimer(patience);
          finish(Future.failedFuture(sent.succeeded() ? unconfirmed() : unreached()));
        });
  }

  /** Nobody waits for the outcome any more. */
  void abandon() {
    context.runOnContext(_ -> fail());
  }

  private void finish(AsyncResult<ApiAnswer> outcome) {
    if (over) {
      return;
    }
    over = true;
    vertx.cancelTimer(timer);
    outgoing.drop();
    if (outcome.succeeded()) {
      result.tryComplete(outcome.result());
    } else {
      result.tryFail(outcome.cause());
    }
  }

  private static CallFailure unreached() {
    return new CallFailure(
        new DeliveryResult.Unreached(Reasons.NO_CONNECTION),
        "The call did not get to the platform whole");
  }

  private static CallFailure unconfirmed() {
    return new CallFailure(
        new DeliveryResult.Unconfirmed(Reasons.NO_ANSWER),
        "The call went out whole and no whole answer came");
  }
}
