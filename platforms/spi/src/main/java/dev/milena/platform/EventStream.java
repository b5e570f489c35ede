package dev.milena.platform;

import dev.milena.model.Account;
import io.smallrye.mutiny.Multi;
import java.util.Optional;

/**
 * We listen: long polling or a socket. Exactly one ingress replica runs the stream of an account.
 */
public non-sealed interface EventStream extends InboundConnector {
  /** Whether this account's settings ask for a stream (and not for a webhook). */
  boolean wantedBy(Account account);

  /**
   * Opens the stream. Cold; the next batch is fetched only when it is asked for, and asking for it
   * means that the one before is durably appended. So a connector that confirms by asking (long
   * polling) needs nothing else.
   *
   * <p>Failing means that the connection is lost: ingress waits and opens again at the cursor.
   * Failing with a {@link StreamFailure} says more.
   *
   * @param cursor where an earlier owner stopped; absent: the platform knows, or it is the first
   *     time
   */
  Multi<Batch> open(Account account, Optional<String> cursor);

  /**
   * Some input.
   *
   * @param translation what it says
   * @param raw the input as it came, for parking what is unknown
   * @param cursor covers everything up to and with this batch; absent where the platform keeps the
   *     position
   */
  record Batch(Translation translation, byte[] raw, Optional<String> cursor) {
    @Override
    public String toString() {
      return "Batch[" + translation.events().size() + " events]";
    }
  }

  /** A loss of connection with a known meaning. */
  final class StreamFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    public enum Kind {
      /**
       * Somebody else listens with the same credentials: a hand-over, or two deployments of one
       * account.
       */
      CONFLICT,
      /** The platform refuses the credentials: hold the account until its record changes. */
      MISCONFIGURED,
      /** The platform wants to be left alone for {@link StreamFailure#retryAfter()}. */
      THROTTLED
    }

    private final transient Kind kind;
    private final transient java.time.Duration retryAfter;

    public StreamFailure(Kind kind, String message, java.time.Duration retryAfter) {
      super(message, null, false, false);
      this.kind = kind;
      this.retryAfter = retryAfter;
    }

    public Kind kind() {
      return kind;
    }

    /** Zero where the platform names no time. */
    public java.time.Duration retryAfter() {
      return retryAfter;
    }
  }
}
