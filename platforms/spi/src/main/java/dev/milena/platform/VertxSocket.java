package dev.milena.platform;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.util.Optional;

/**
 * A socket of Vert.x, whose frames are fetched one by one. Its state lives on the socket's context.
 */
final class VertxSocket implements Socket {
  /**
   * When a connection is held to be dead.
   *
   * @param pingEvery a connection whose other end has vanished says nothing: it is asked this often
   * @param silenceMax how long nothing may come, not even an answer to a ping, while something is
   *     asked for
   */
  record Watch(Duration pingEvery, Duration silenceMax) {
    /** Two pings may get lost. Platforms' own clients ask every 5 (Slack) to 30 s (Mattermost). */
    static final Watch USUAL = new Watch(Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  /** To whoever sends a message that is longer than allowed (RFC 6455, 7.4.1). */
  private static final short TOO_BIG = 1009;

  /** To a platform that says nothing any more; RFC 6455 keeps 4000 and up for applications. */
  private static final short GIVEN_UP = 4000;

  private final Context context;
  private final WebSocketBase socket;
  private final int bytesMax;
  private final long silenceMaxNanos;
  private final Promise<Integer> closed = Promise.promise();
  private Optional<Integer> closing = Optional.empty();
  private Buffer begun = Buffer.buffer();
  private Optional<MultiEmitter<? super Buffer>> reader = Optional.empty();
  private boolean fetching;
  private long heardAt = System.nanoTime();

  /**
   * To be called before anything of the socket was read.
   *
   * @param context on which it was opened
   * @param bytesMax bound on one message
   */
  VertxSocket(Context context, WebSocketBase socket, Watch watch, int bytesMax) {
    this.context = context;
    this.socket = socket;
    this.bytesMax = bytesMax;
    this.silenceMaxNanos = watch.silenceMax().toNanos();
    socket.pause();
    socket.pongHandler(_ -> heardAt = System.nanoTime());
    // All handlers now: none can be set once the socket is closed.
    socket.frameHandler(this::take);
    // Its end comes to the close handler too.
    socket.exceptionHandler(_ -> {});
    Vertx vertx = context.owner();
    long timer =
        vertx.setPeriodic(watch.pingEvery().toMillis(), _ -> context.runOnContext(_ -> look()));
    socket.closeHandler(_ -> {
      vertx.cancelTimer(timer);
      closing =
          Optional.of(
              Optional.ofNullable(socket.closeStatusCode()).map(Short::intValue).orElse(ABNORMAL));
      endIfDrained();
    });
  }

  /** What came before the end is read before it. */
  private void endIfDrained() {
    if (fetching) {
      context.runOnContext(_ -> closing.filter(_ -> fetching).ifPresent(closed::tryComplete));
    }
  }

  private void look() {
    if (!fetching) {
      // Nothing is read, so silence means nothing.
      heardAt = System.nanoTime();
    } else if (System.nanoTime() - heardAt > silenceMaxNanos) {
      closed.tryComplete(ABNORMAL);
      socket.close(GIVEN_UP);
      return;
    }
    socket.writePing(Buffer.buffer());
  }

  @Override
  public Multi<Buffer> messages() {
    return Multi.createFrom()
        .emitter(emitter -> context.runOnContext(_ -> read(emitter)), BackPressureStrategy.BUFFER);
  }

  private void read(MultiEmitter<? super Buffer> emitter) {
    reader = Optional.of(emitter);
    closed.future().onSuccess(code -> end(emitter, code));
    emitter.onRequest(_ -> context.runOnContext(_ -> fetch(emitter)));
    fetch(emitter);
  }

  /** Whoever reads no more has ended it, and is told nothing: Mutiny would log it as lost. */
  private static void end(MultiEmitter<? super Buffer> emitter, int code) {
    if (!emitter.isCancelled()) {
      emitter.fail(new ClosedException(code));
    }
  }

  private void fetch(MultiEmitter<? super Buffer> emitter) {
    if (!fetching && !emitter.isCancelled() && emitter.requested() > 0) {
      fetching = true;
      socket.fetch(1);
      closing.ifPresent(_ -> endIfDrained());
    }
  }

  private void take(WebSocketFrame frame) {
    heardAt = System.nanoTime();
    boolean content = frame.isText() || frame.isBinary() || frame.isContinuation();
    if (!content) {
      // Vert.x asks for another itself; what closes is the last.
      return;
    }
    if (begun.length() + frame.binaryData().length() > bytesMax) {
      closed.tryComplete((int) TOO_BIG);
      socket.close(TOO_BIG);
      return;
    }
    begun.appendBuffer(frame.binaryData());
    if (!frame.isFinal()) {
      socket.fetch(1);
      return;
    }
    Buffer whole = begun;
    begun = Buffer.buffer();
    fetching = false;
    reader.ifPresent(emitter -> {
      emitter.emit(whole);
      fetch(emitter);
    });
  }

  @Override
  public Uni<Void> send(String text) {
    return Uni.createFrom()
        .emitter(emitter ->
            context.runOnContext(_ -> {
              if (socket.isClosed()) {
                emitter.fail(new ClosedException(closing.orElse(ABNORMAL)));
                return;
              }
              socket
                  .writeTextMessage(text)
                  .onSuccess(emitter::complete)
                  .onFailure(_ -> emitter.fail(new ClosedException(ABNORMAL)));
            }));
  }

  @Override
  public Uni<Void> close(int code) {
    return Uni.createFrom()
        .emitter(emitter ->
            context.runOnContext(_ -> {
              // What has come and was not asked for would stand before the answer.
              reader = Optional.empty();
              socket.resume();
              socket.close((short) code).onComplete(_ -> emitter.complete(null));
            }));
  }
}
