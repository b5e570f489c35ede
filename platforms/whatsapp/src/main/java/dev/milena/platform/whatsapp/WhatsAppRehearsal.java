package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Reads a notification as the webhook would, for whichever number it names. */
@ApplicationScoped
class WhatsAppRehearsal implements Rehearsal {
  /** What an account is called that is there for any number. */
  private static final String ANY = "0";

  @Override
  public String platform() {
    return WhatsAppPlatform.KEY;
  }

  @Override
  public Account stage(AccountRef ref, String ownId) {
    return new Account(
        ref,
        1,
        Json.mapper()
            .createObjectNode()
            .put("phone-number-id", ownId.matches("[0-9]{1,30}") ? ownId : ANY)
            .put("access-token", "rehearsal"));
  }

  @Override
  public Reading readBody(Account account, byte[] input) {
    JsonNode body = Json.tree(input);
    if (!WhatsAppEvents.isNotification(body)) {
      return Reading.unreadable("The body is JSON, but no notification of Meta's");
    }
    String own = WhatsAppAccount.of(account).phoneNumberId();
    WhatsAppEvents events = new WhatsAppEvents(account.ref(), own.equals(ANY) ? number(body) : own);
    return new Reading.Received(
        new Reception.Accepted(events.translate(body, Instant.now()), Reply.OK));
  }

  private static String number(JsonNode body) {
    return each(body, "entry")
        .flatMap(entry -> each(entry, "changes"))
        .flatMap(change -> id(change.path("value").path("metadata"), "phone_number_id").stream())
        .findFirst()
        .orElse(ANY);
  }
}
