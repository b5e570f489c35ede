package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Json;
import dev.milena.platform.Translation;
import dev.milena.platform.testkit.Examples;
import dev.milena.platform.testkit.Translated;
import java.time.Instant;

/** Whole events as the sidecar tells them, one file per case. */
final class WhatsAppQrFixtures {
  static final Instant RECEIVED = Instant.parse("2026-11-21T12:00:00Z");
  static final AccountRef REF = new AccountRef(WhatsAppQrPlatform.KEY, "support");
  static final Account ACCOUNT = new WhatsAppQrRehearsal().stage(REF, "15550001111");
  static final String CHAT = "4915550009001@s.whatsapp.net";
  static final String GROUP = "120363000000009001@g.us";

  private WhatsAppQrFixtures() {}

  static JsonNode read(String name) {
    return Json.tree(Examples.named(WhatsAppQrFixtures.class, name));
  }

  static Translation translate(String name) {
    return WhatsAppQrEvents.of(ACCOUNT).translate(read(name), RECEIVED);
  }

  static Event event(String name) {
    return Translated.from(translate(name)).event();
  }
}
