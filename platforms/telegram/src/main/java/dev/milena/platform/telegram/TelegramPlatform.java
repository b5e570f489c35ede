package dev.milena.platform.telegram;

import dev.milena.model.Account;
import dev.milena.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;

/** Telegram as the hub knows it. */
@ApplicationScoped
class TelegramPlatform implements Platform {
  static final String KEY = "telegram";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<? extends Record> settings() {
    return TelegramAccount.class;
  }

  /** What stands before the colon of the token: the bot's own user id. */
  @Override
  public String ownId(Account account) {
    return TelegramAccount.of(account).botId();
  }
}
