package dev.milena.platform.mattermost;

import dev.milena.model.Account;
import dev.milena.platform.ApiClient;
import dev.milena.platform.EventStream;
import dev.milena.platform.Redelivery;
import dev.milena.platform.SocketClient;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Listens to all that happens in the bot's channels, over one socket. A connection that was lost is
 * taken up again where it was, if the server still knows it: it keeps the last 128 events in memory
 * for some minutes, and only on the node that had the connection. Else what was missed is read from
 * the channels.
 *
 * @see <a href="https://api.mattermost.com/#tag/WebSocket">WebSocket, read 2026-11-21</a>
 */
@ApplicationScoped
class MattermostSocket implements EventStream {
  private final SocketClient sockets;
  private final ApiClient http;

  MattermostSocket(SocketClient sockets, ApiClient http) {
    this.sockets = sockets;
    this.http = http;
  }

  @Override
  public String platform() {
    return MattermostPlatform.KEY;
  }

  /** The server repeats nothing, but channels can be read later. */
  @Override
  public Redelivery redelivery() {
    return new Redelivery(Duration.ZERO, true);
  }

  @Override
  public boolean wantedBy(Account account) {
    return MattermostAccount.of(account).mode() == MattermostAccount.Mode.SOCKET;
  }

  @Override
  public Multi<Batch> open(Account account, Optional<String> cursor) {
    return Multi.createFrom()
        .deferred(() ->
            new MattermostConnection(
                    account,
                    cursor.flatMap(MattermostCursor::parse),
                    new MattermostHistory(http, account))
                .open(sockets));
  }
}
