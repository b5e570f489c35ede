package dev.milena.platform.discord;

import dev.milena.model.Account;
import dev.milena.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;

/** Discord as the hub knows it. */
@ApplicationScoped
class DiscordPlatform implements Platform {
  static final String KEY = "discord";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<? extends Record> settings() {
    return DiscordAccount.class;
  }

  /** The bot's user id, which is the first part of its token. */
  @Override
  public String ownId(Account account) {
    return DiscordAccount.of(account).botId();
  }
}
