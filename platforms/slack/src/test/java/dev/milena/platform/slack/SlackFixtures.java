package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.platform.Reception;
import dev.milena.platform.Translation;
import dev.milena.platform.testkit.Examples;
import dev.milena.platform.testkit.Translated;
import java.time.Instant;

/** Whole payloads as Slack sends them, and an account to read them with. */
final class SlackFixtures {
  static final Instant NOW = Instant.parse("2026-01-01T00:05:00Z");

  private SlackFixtures() {}

  static ObjectNode settings() {
    return Json.mapper()
        .createObjectNode()
        .put("app-id", "A0HUB")
        .put("bot-token", "xoxb-first")
        .put("app-token", "xapp-first")
        .put("signing-secret", "0123456789abcdef");
  }

  static Account account() {
    return account(settings());
  }

  static Account account(ObjectNode settings) {
    return new Account(new AccountRef(SlackPlatform.KEY, "support"), 1, settings);
  }

  /** An app in two workspaces and an enterprise. */
  static Account wide() {
    ObjectNode settings = settings();
    ObjectNode further = settings.putObject("workspaces");
    further.putObject("T0SECOND").put("bot-token", "xoxb-second");
    further.putObject("E0ORG").put("bot-token", "xoxb-org");
    return account(settings);
  }

  static byte[] bytes(String name) {
    return Examples.named(SlackFixtures.class, name);
  }

  static Translation translate(Account account, String name) {
    Reception reception = SlackDoor.read(account, bytes(name), NOW);
    return ((Reception.Accepted) reception).translation();
  }

  static Translation translate(String name) {
    return translate(account(), name);
  }

  static Event event(String name) {
    return Translated.from(translate(name)).event();
  }

  static <T extends Happening> T happening(Class<T> kind, String name) {
    return Translated.from(translate(name)).happening(kind);
  }
}
