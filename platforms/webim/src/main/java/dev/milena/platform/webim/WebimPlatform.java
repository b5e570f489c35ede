package dev.milena.platform.webim;

import dev.milena.model.Account;
import dev.milena.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;

/** What the hub must know of Webim. */
@ApplicationScoped
class WebimPlatform implements Platform {
  static final String KEY = "webim";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<? extends Record> settings() {
    return WebimSettings.class;
  }

  @Override
  public String ownId(Account account) {
    return WebimSettings.of(account).ownName();
  }
}
