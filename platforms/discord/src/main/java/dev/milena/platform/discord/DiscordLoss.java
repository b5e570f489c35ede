package dev.milena.platform.discord;

import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.Socket;
import java.time.Duration;

/** What the end of a connection to the Gateway means. */
final class DiscordLoss {
  private static final int NO_INTENTS = 4014;

  private DiscordLoss() {}

  /** The connection is gone, and the session can be taken up again. */
  static final class ConnectionLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectionLostException(String message) {
      super(message, null, false, false);
    }
  }

  /** The session is gone: only a new one helps. */
  static final class SessionLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SessionLostException() {
      super("Discord does not know the session any more", null, false, false);
    }
  }

  /**
   * Reads a close code.
   *
   * @see <a
   *     href="https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes">
   *     Gateway close codes, read 2026-11-21</a>
   */
  static RuntimeException meaning(Throwable cause) {
    if (!(cause instanceof Socket.ClosedException closed)) {
      return cause instanceof RuntimeException r ? r : new IllegalStateException(cause);
    }
    return switch (closed.code()) {
      case 4003, 4007, 4009 -> new SessionLostException();
      case 4004 ->
          wrong("Discord refuses the token; take the current one from the developer portal");
      case 4010 -> wrong("Discord refuses the number of the shard; change 'shards'");
      case 4011 -> wrong("The bot is in too many guilds for so few connections; raise 'shards'");
      case 4012 -> wrong("Discord does not serve this version of the Gateway any more");
      case 4013 -> wrong("Discord knows no such intents; correct 'intents'");
      case NO_INTENTS ->
          wrong(
              "The application may not have the intents that it asks for; switch them on in the developer portal (Bot, Privileged Gateway Intents) or lower 'intents'");
      default ->
          new ConnectionLostException("The Gateway closed the connection with " + closed.code());
    };
  }

  private static StreamFailure wrong(String what) {
    return new StreamFailure(StreamFailure.Kind.MISCONFIGURED, what, Duration.ZERO);
  }
}
