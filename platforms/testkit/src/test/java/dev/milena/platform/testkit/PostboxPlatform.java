package dev.milena.platform.testkit;

import dev.milena.model.Account;
import dev.milena.platform.Platform;

final class PostboxPlatform implements Platform {
  static final String KEY = "postbox";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<? extends Record> settings() {
    return PostboxSettings.class;
  }

  @Override
  public String ownId(Account account) {
    return "1";
  }
}
