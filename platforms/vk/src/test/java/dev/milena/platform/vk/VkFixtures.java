package dev.milena.platform.vk;

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
import java.util.List;

/** Whole events, written by us, one file per case; and what a community makes of them. */
final class VkFixtures {
  static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");
  static final String GROUP = "218700001";
  static final AccountRef REF = new AccountRef("vk", "support");

  private VkFixtures() {}

  static ObjectNode body(String name) {
    return Json.object(Examples.named(VkFixtures.class, name));
  }

  static Translation translate(String name) {
    return new VkEvents(REF, GROUP, List.of("/", "!")).translate(body(name), RECEIVED);
  }

  /** The only event of an input. */
  static Event event(String name) {
    return Translated.from(translate(name)).event();
  }

  /** What the only event of an input says. */
  static <T extends Happening> T happening(Class<T> kind, String name) {
    return Translated.from(translate(name)).happening(kind);
  }

  static Message created(String name) {
    return Translated.from(translate(name)).created();
  }

  /** Why an input made no event. */
  static String ignored(String name) {
    return Translated.from(translate(name)).ignored();
  }

  /** An account with all defaults but what is given. */
  static Account account(String... settings) {
    ObjectNode all =
        Json.mapper().createObjectNode().put("token", "vk1.a.TEST-not_real").put("group-id", GROUP);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new Account(REF, 1, all);
  }
}
