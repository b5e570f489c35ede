package dev.milena.platform.whatsapp;

import dev.milena.model.Account;
import dev.milena.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;

/** WhatsApp as the hub knows it. */
@ApplicationScoped
class WhatsAppPlatform implements Platform {
  static final String KEY = "whatsapp";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<? extends Record> settings() {
    return WhatsAppAccount.class;
  }

  /** The id of the phone number, which stands in every input and in the address of every call. */
  @Override
  public String ownId(Account account) {
    return WhatsAppAccount.of(account).phoneNumberId();
  }
}
