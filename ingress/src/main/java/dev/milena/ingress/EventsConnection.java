package dev.milena.ingress;

import dev.milena.platform.InboundRequest;
import dev.milena.platform.Socket;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Server-sent events that a program reads. Its state lives on the connection's context.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, 9.2
 *     Server-sent events, read 2026-11-21</a>
 */
final class EventsConnection extends HeldConnection {
  /** Close codes from here on say what HTTP says by the status that is left without it. */
  private static final int STATUS_CODES = 4000;

  private static final int FIRST_STATUS = 400;
  private static final int LAST_STATUS = 599;

  private final Context context;
  private final HttpServerResponse response;
  private final Promise<Void> over = Promise.promise();
  private int missed;

  EventsConnection(
      ConnectionParts.Call at,
      InboundRequest request,
      Context context,
      HttpServerResponse response,
      Duration heartbeat,
      Consumer<HeldConnection> ended) {
    super(at, request);
    this.context = context;
    this.response = response;
    long timer =
        context
            .owner()
            .setPeriodic(heartbeat.toMillis(), _ -> context.runOnContext(_ -> this.beat()));
    response.exceptionHandler(_ -> over.tryComplete());
    response.closeHandler(_ -> over.tryComplete());
    over.future()
        .onComplete(_ -> {
          context.owner().cancelTimer(timer);
          ended.accept(this);
        });
  }

  /** A line that readers pass over, but that finds out whether there is a reader. */
  private void beat() {
    if (response.ended() || response.closed()) {
      over.tryComplete();
    } else if (response.headWritten()) {
      missed = response.writeQueueFull() ? missed + 1 : 0;
      if (missed >= Socket.MISSED_MAX) {
        response.reset();
        over.tryComplete();
      } else {
        response.write(":\n\n");
      }
    }
  }

  @Override
  public boolean speaks() {
    return false;
  }

  @Override
  public Multi<Buffer> messages() {
    return Multi.createFrom()
        .emitter(
            emitter ->
                over.future()
                    .onComplete(_ -> {
                      if (!emitter.isCancelled()) {
                        emitter.fail(new ClosedException(ABNORMAL));
                      }
                    }),
            BackPressureStrategy.IGNORE);
  }

  @Override
  public Uni<Void> send(String text) {
    return write("data: " + text + "\n\n");
  }

  @Override
  public Uni<Void> send(String text, long place) {
    return write("id: " + place + "\ndata: " + text + "\n\n");
  }

  private Uni<Void> write(String event) {
    return Uni.createFrom()
        .emitter(emitter ->
            context.runOnContext(_ -> {
              if (response.ended() || response.closed()) {
                emitter.fail(new ClosedException(ABNORMAL));
                return;
              }
              if (!response.headWritten()) {
                begin();
              }
              response
                  .write(event)
                  .onSuccess(emitter::complete)
                  .onFailure(_ -> emitter.fail(new ClosedException(ABNORMAL)));
            }));
  }

  /** Pages of any origin may read: a reader proves itself by a token, never by a cookie. */
  private void begin() {
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-store")
        .putHeader("x-accel-buffering", "no")
        .putHeader("access-control-allow-origin", "*");
  }

  @Override
  public Uni<Void> close(int code) {
    return Uni.createFrom()
        .emitter(emitter ->
            context.runOnContext(_ -> {
              if (!response.ended() && !response.closed()) {
                if (!response.headWritten()) {
                  response
                      .setStatusCode(status(code))
                      .putHeader("access-control-allow-origin", "*");
                }
                response.end();
              }
              over.tryComplete();
              emitter.complete(null);
            }));
  }

  private static int status(int code) {
    int status = code - STATUS_CODES;
    return status >= FIRST_STATUS && status <= LAST_STATUS ? status : 503;
  }
}
