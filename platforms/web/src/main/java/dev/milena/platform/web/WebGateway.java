package dev.milena.platform.web;

import dev.milena.model.Account;
import dev.milena.platform.Connection;
import dev.milena.platform.Gateway;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Visitors' programs connect here: each connection is a {@link WebSession}. */
@ApplicationScoped
class WebGateway implements Gateway {
  @Override
  public String platform() {
    return WebPlatform.KEY;
  }

  @Override
  public Duration heartbeat(Account account) {
    return WebAccount.of(account).heartbeat();
  }

  @Override
  public void connected(Account account, Connection connection) {
    new WebSession(account, connection).begin();
  }
}
