package dev.milena.platform.vk;

import dev.milena.model.Account;
import dev.milena.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;

/** VK as the hub knows it. */
@ApplicationScoped
class VkPlatform implements Platform {
  static final String KEY = "vk";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<? extends Record> settings() {
    return VkAccount.class;
  }

  /** The community's number. */
  @Override
  public String ownId(Account account) {
    return VkAccount.of(account).groupId();
  }
}
