package dev.milena.platform.whatsappqr;

import dev.milena.model.Account;
import dev.milena.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;

/** Linked WhatsApp numbers as the hub knows them. */
@ApplicationScoped
class WhatsAppQrPlatform implements Platform {
  static final String KEY = "whatsapp-qr";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Class<? extends Record> settings() {
    return WhatsAppQrAccount.class;
  }

  /** The number: it stays when the phone is linked anew. */
  @Override
  public String ownId(Account account) {
    return WhatsAppQrAccount.of(account).number();
  }
}
