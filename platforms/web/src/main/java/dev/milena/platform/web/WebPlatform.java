package dev.milena.platform.web;

import dev.milena.model.Account;
import dev.milena.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;

/** Chats on web pages and in programs, as the hub knows them. */
@ApplicationScoped
class WebPlatform implements Platform {
  static final String KEY = "web";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<? extends Record> settings() {
    return WebAccount.class;
  }

  /** Its name: programs know it by nothing else, so that one of that name is the same site. */
  @Override
  public String ownId(Account account) {
    return account.ref().name();
  }
}
