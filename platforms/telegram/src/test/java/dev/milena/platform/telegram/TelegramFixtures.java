package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Optional;

/**
 * Whole updates, written by us, one file per case; and what a bot with a known name makes of them.
 */
final class TelegramFixtures {
  static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");
  static final String BOT = "7770001";
  static final AccountRef REF = new AccountRef("telegram", "support");

  private TelegramFixtures() {}

  static JsonNode update(String name) {
    return Json.tree(Examples.named(TelegramFixtures.class, name));
  }

  static Translation translate(String name) {
    return translate(update(name));
  }

  static Translation translate(JsonNode update) {
    return new TelegramEvents(REF, BOT, Optional.of("hub_test_bot")).translate(update, RECEIVED);
  }

  /** The only event of an update. */
  static Event event(String name) {
    return Translated.from(translate(name)).event();
  }

  /** What the only event of an update says. */
  static <T extends Happening> T happening(Class<T> kind, String name) {
    return Translated.from(translate(name)).happening(kind);
  }

  static Message created(String name) {
    return Translated.from(translate(name)).created();
  }

  /** Why an update made no event. */
  static String ignored(String name) {
    return Translated.from(translate(name)).ignored();
  }

  /** An account with all defaults but what is given. */
  static Account account(String... settings) {
    var all = Json.mapper().createObjectNode().put("token", BOT + ":TEST-TOKEN_not_real");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new Account(REF, 1, all);
  }
}
