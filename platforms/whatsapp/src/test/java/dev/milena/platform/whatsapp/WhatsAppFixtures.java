package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.platform.Translation;
import dev.milena.platform.testkit.Examples;
import dev.milena.platform.testkit.Translated;
import java.time.Instant;

/** Whole notifications, written by us, one file per case; and what a number makes of them. */
final class WhatsAppFixtures {
  static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");
  static final Instant SENT = Instant.parse("2026-01-01T00:00:00Z");
  static final String NUMBER = "106540000000001";
  static final String PERSON = "4915550001234";
  static final AccountRef REF = new AccountRef("whatsapp", "support");

  private WhatsAppFixtures() {}

  static ObjectNode settings() {
    return Json.mapper()
        .createObjectNode()
        .put("phone-number-id", NUMBER)
        .put("access-token", "TEST-TOKEN-not-real")
        .put("app-secret", "test-app-secret")
        .put("verify-token", "test-verify-token");
  }

  static Account account() {
    return account(settings());
  }

  static Account account(ObjectNode settings) {
    return new Account(REF, 1, settings);
  }

  static byte[] bytes(String name) {
    return Examples.named(WhatsAppFixtures.class, name);
  }

  static Translation translate(String name) {
    return new WhatsAppEvents(REF, NUMBER).translate(Json.tree(bytes(name)), RECEIVED);
  }

  /** The only event of a notification. */
  static Event event(String name) {
    return Translated.from(translate(name)).event();
  }

  /** What the only event of a notification says. */
  static <T extends Happening> T happening(Class<T> kind, String name) {
    return Translated.from(translate(name)).happening(kind);
  }

  static Message created(String name) {
    return Translated.from(translate(name)).created();
  }
}
