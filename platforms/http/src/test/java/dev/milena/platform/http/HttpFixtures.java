package dev.milena.platform.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.Examples;

/** Accounts and calls for tests without a server. */
final class HttpFixtures {
  static final AccountRef BOT = new AccountRef("http", "bot");
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private HttpFixtures() {}

  static ObjectNode settings() {
    return Json.mapper()
        .createObjectNode()
        .put("url", "https://bot.example.com/milena")
        .put("secret", SECRET)
        .put("id", "bot-1");
  }

  static Account account() {
    return account(settings());
  }

  static Account account(ObjectNode settings) {
    return new Account(BOT, 1, settings);
  }

  /** A call of a service, by the name of its file. */
  static byte[] call(String name) {
    return Examples.named(HttpFixtures.class, name);
  }
}
