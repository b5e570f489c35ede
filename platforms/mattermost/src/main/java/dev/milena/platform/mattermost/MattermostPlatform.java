package dev.milena.platform.mattermost;

import dev.milena.model.Account;
import dev.milena.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;

/** Mattermost as the hub knows it. */
@ApplicationScoped
class MattermostPlatform implements Platform {
  static final String KEY = "mattermost";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<? extends Record> settings() {
    return MattermostAccount.class;
  }

  /** The user id of the bot: it stays when the token is changed. */
  @Override
  public String ownId(Account account) {
    return MattermostAccount.of(account).userId();
  }
}
