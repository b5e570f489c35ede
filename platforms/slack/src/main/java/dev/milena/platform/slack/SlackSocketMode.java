package dev.milena.platform.slack;

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
 * Listens instead of being called: no public address is needed. Slack sends an event again until it
 * is acknowledged, and it is acknowledged when the next one is asked for, which means that it is
 * safe. So no cursor is needed either. Presses and commands come once.
 *
 * @see <a href="https://docs.slack.dev/apis/events-api/using-socket-mode">Using Socket Mode, read
 *     2026-11-21</a>
 */
@ApplicationScoped
class SlackSocketMode implements EventStream {
  /** As over HTTP: three repetitions, the last some minutes later. */
  private static final Duration REPEATED = Duration.ofMinutes(6);

  private final ApiClient http;
  private final SocketClient sockets;
  private final SlackNames names;

  SlackSocketMode(ApiClient http, SocketClient sockets, SlackNames names) {
    this.http = http;
    this.sockets = sockets;
    this.names = names;
  }

  @Override
  public String platform() {
    return SlackPlatform.KEY;
  }

  @Override
  public Redelivery redelivery() {
    return Redelivery.within(REPEATED);
  }

  @Override
  public boolean wantedBy(Account account) {
    return SlackAccount.of(account).mode() == SlackAccount.Mode.SOCKET;
  }

  @Override
  public Multi<Batch> open(Account account, Optional<String> cursor) {
    return Multi.createFrom()
        .deferred(() -> {
          SlackSockets open =
              new SlackSockets(account, new SlackSocketOpener(http, sockets, account), names);
          return Multi.createBy()
              .repeating()
              .uni(open::next)
              .indefinitely()
              .onTermination()
              .invoke(open::close);
        });
  }
}
