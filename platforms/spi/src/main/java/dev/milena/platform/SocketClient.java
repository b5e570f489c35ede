package dev.milena.platform;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Opens WebSockets to platforms. Thread-safe; never blocks. */
public interface SocketClient {
  /**
   * Opens one. Fails with {@link RefusedException} when the platform answers the handshake with
   * something else, and with {@link CallFailure} when it cannot be reached.
   *
   * @param url {@code ws} or {@code wss}; may hold a ticket, so it appears in no error
   * @param headers of the handshake
   * @param timeout bound on all of it
   */
  Uni<Socket> open(String url, Map<String, String> headers, Duration timeout);

  /** The platform answered the handshake, but not with a socket. */
  final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Optional<Duration> retryAfter;

    RefusedException(int status, Optional<Duration> retryAfter) {
      super("The platform answered the handshake of the socket with " + status, null, false, false);
      this.status = status;
      this.retryAfter = retryAfter;
    }

    /** HTTP status. */
    public int status() {
      return status;
    }

    /** What its {@code Retry-After} says in seconds. */
    public Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }
}
