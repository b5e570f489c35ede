package dev.milena.platform;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;

/** An open WebSocket. Thread-safe; never blocks. */
public interface Socket {
  /**
   * One that somebody has opened to us; to be called before anything of it was read.
   *
   * @param context on which it was opened
   * @param heartbeat how often the other side is asked whether it is there; after {@link
   *     #MISSED_MAX} unanswered it has ended
   * @param bytesMax bound on one message; more closes the socket with 1009
   */
  static Socket accepted(
      Context context, ServerWebSocket socket, Duration heartbeat, int bytesMax) {
    return new VertxSocket(
        context,
        socket,
        new VertxSocket.Watch(heartbeat, heartbeat.multipliedBy(MISSED_MAX)),
        bytesMax);
  }

  /** So many heartbeats in a row may stay unanswered. */
  int MISSED_MAX = 3;

  /** Close code for a connection that ended without a close frame (RFC 6455, 7.4.1). */
  int ABNORMAL = 1006;

  /**
   * Whole messages, text as its UTF-8 bytes, each read only when it is asked for: what is not taken
   * stays in the connection, and then at the platform. Never completes: fails with {@link
   * ClosedException} when the connection ends, whoever ended it, also when nothing at all has come
   * for too long although something was asked for. Cancelling stops reading and leaves the socket
   * open.
   *
   * <p>To be subscribed to once, and before anything is awaited.
   */
  Multi<Buffer> messages();

  /** Sends a text. Fails with {@link ClosedException} where there is nobody to send to. */
  Uni<Void> send(String text);

  /**
   * Says goodbye. Done when the other side has said it too, or has not for some seconds; never
   * fails.
   *
   * @param code of the close frame; platforms read meaning into it
   */
  Uni<Void> close(int code);

  /** The connection has ended. */
  final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    public ClosedException(int code) {
      super("The socket was closed with code " + code, null, false, false);
      this.code = code;
    }

    /** Of the close frame; {@link #ABNORMAL} where there was none. */
    public int code() {
      return code;
    }
  }
}
