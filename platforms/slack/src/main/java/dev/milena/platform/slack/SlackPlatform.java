package dev.milena.platform.slack;

import dev.milena.model.Account;
import dev.milena.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;

/** Slack as the hub knows it. */
@ApplicationScoped
class SlackPlatform implements Platform {
  static final String KEY = "slack";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<? extends Record> settings() {
    return SlackAccount.class;
  }

  /** The app: whatever workspaces it is installed in, an event reaches it once. */
  @Override
  public String ownId(Account account) {
    return SlackAccount.of(account).appId();
  }
}
