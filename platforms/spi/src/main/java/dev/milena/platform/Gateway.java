package dev.milena.platform;

import dev.milena.model.Account;
import java.time.Duration;

/**
 * People's own programs connect to us and stay: over a WebSocket, or to read server-sent events.
 * They come to the address of the platform's {@link Webhook}, which takes what they say; what they
 * see is a {@link Feed}. One bean per platform; ingress holds the connections.
 */
public interface Gateway {
  /** Key of the platform, which has a webhook too. */
  String platform();

  /**
   * How often a program that says nothing is asked whether it is still there; after three it is
   * not.
   */
  Duration heartbeat(Account account);

  /**
   * A program has connected. From here on the connection is this platform's: it finds out who it
   * is, and closes it. Called on the connection's event loop; does not block.
   */
  void connected(Account account, Connection connection);
}
