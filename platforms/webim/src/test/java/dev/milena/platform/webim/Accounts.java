package dev.milena.platform.webim;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.Examples;
import java.nio.charset.StandardCharsets;

/** Accounts and payloads that tests begin with. */
final class Accounts {
  static final AccountRef REF = new AccountRef("webim", "desk");

  private Accounts() {}

  static Account channel(String... settings) {
    return account("channel", settings);
  }

  static Account bot(String... settings) {
    return account("bot", settings);
  }

  /**
   * @param settings pairs of a JSON pointer and a JSON value
   */
  private static Account account(String door, String... settings) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("base-url", "https://example.webim.ru");
    json.put("door", door);
    json.put("access-token", "ACCESS");
    json.put("callback-token", "CALLBACK");
    return new Account(REF, 1, with(json, settings));
  }

  /** The settings with others laid over them. */
  static ObjectNode with(ObjectNode json, String... settings) {
    for (int i = 0; i < settings.length; i += 2) {
      JsonPointer at = JsonPointer.compile(settings[i]);
      json.withObject(at.head())
          .set(
              at.last().getMatchingProperty(),
              Json.tree(settings[i + 1].getBytes(StandardCharsets.UTF_8)));
    }
    return json;
  }

  /** A payload of the test resources. */
  static byte[] payload(String name) {
    return Examples.named(Accounts.class, "/webim/" + name);
  }
}
