package dev.milena.platform.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.platform.Translation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    try (InputStream in = WhatsAppFixtures.class.getResourceAsStream(name + ".json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Translation translate(String name) {
    return new WhatsAppEvents(REF, NUMBER).translate(Json.tree(bytes(name)), RECEIVED);
  }

  /** The only event of a notification. */
  static Event event(String name) {
    Translation translation = translate(name);
    assertThat(translation.events()).hasSize(1);
    assertThat(translation.skipped()).isEmpty();
    return translation.events().getFirst();
  }

  /** What the only event of a notification says. */
  static <T extends Happening> T happening(Class<T> kind, String name) {
    Happening what = event(name).what();
    assertThat(what).isInstanceOf(kind);
    return kind.cast(what);
  }

  static Message created(String name) {
    return happening(Happening.MessageCreated.class, name).message();
  }
}
