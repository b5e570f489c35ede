package dev.milena.platform.http;

import dev.milena.model.Account;
import dev.milena.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;

/** HTTP services as the hub knows them. */
@ApplicationScoped
class HttpPlatform implements Platform {
  static final String KEY = "http";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<? extends Record> settings() {
    return HttpAccount.class;
  }

  @Override
  public String ownId(Account account) {
    return HttpAccount.of(account).ownId();
  }
}
