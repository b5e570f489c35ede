package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Json;
import dev.milena.platform.Translation;
import dev.milena.platform.testkit.Examples;
import dev.milena.platform.testkit.Translated;
import io.vertx.core.MultiMap;
import java.time.Instant;

/** Payloads in files, and an account to read them. */
final class MattermostFixtures {
  static final String BOT = "bot2c7w1n5yqz3xk9dhr4pmtex";
  static final String USER = "v2m4tdx9o3ghjpw8r5yqkzc7ea";
  static final String CHANNEL = "c4yr9s5u1btgi7pnr3kqz8wde6";
  static final String POST = "p2osttest3qy8mxkd5zrhwg7ne";
  static final String ROOT = "r3ootpost9w4kcx1zqmhd7ynbx";
  static final String TOKEN = "fakehooktoken0000000000001";
  static final String SECRET = "fake-callback-secret";
  static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  private MattermostFixtures() {}

  static ObjectNode settings() {
    ObjectNode settings =
        Json.mapper()
            .createObjectNode()
            .put("url", "https://chat.example.com")
            .put("token", "fakebottoken00000000000001")
            .put("user-id", BOT)
            .put("callback-url", "https://hub.example.com/in/mattermost/support")
            .put("callback-secret", SECRET);
    settings.putArray("hook-tokens").add("fakehooktoken0000000000000").add(TOKEN);
    return settings;
  }

  static Account account() {
    return account(settings());
  }

  static Account account(ObjectNode settings) {
    return new Account(new AccountRef("mattermost", "support"), 1, settings);
  }

  static byte[] bytes(String name) {
    return Examples.named(MattermostFixtures.class, name);
  }

  static ObjectNode json(String name) {
    return Json.object(bytes(name));
  }

  static MattermostInput input() {
    return MattermostInput.of(account(), NOW);
  }

  static Translation frame(String name) {
    JsonNode frame = json(name);
    return new MattermostFrames(input(), "conn").translate(frame);
  }

  /** The one event of a frame. */
  static Event event(String name) {
    return Translated.from(frame(name)).event();
  }

  static Translation callback(String name) {
    return MattermostCallbacks.translate(
        input(), MattermostCallback.read(bytes(name), MultiMap.caseInsensitiveMultiMap()));
  }
}
