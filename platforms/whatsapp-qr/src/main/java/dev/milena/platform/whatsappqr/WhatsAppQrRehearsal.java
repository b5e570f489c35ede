package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.Reply;
import dev.milena.platform.Translation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Reads one event of the sidecar, or an answer to a question for some. */
@ApplicationScoped
class WhatsAppQrRehearsal implements Rehearsal {
  private static final String ANY_NUMBER = "15550001111";

  @Override
  public String platform() {
    return WhatsAppQrPlatform.KEY;
  }

  @Override
  public Account stage(AccountRef ref, String ownId) {
    String number = ownId.replaceFirst("[:@].*", "");
    return new Account(
        ref,
        1,
        Json.mapper()
            .createObjectNode()
            .put("url", "http://127.0.0.1:8090")
            .put("token", "rehearsal-without-token")
            .put("number", number.matches("[1-9][0-9]{6,14}") ? number : ANY_NUMBER));
  }

  @Override
  public Reading readBody(Account account, byte[] input) {
    JsonNode body = Json.tree(input);
    List<JsonNode> all =
        body.path("events").isArray() ? body.path("events").valueStream().toList() : List.of(body);
    if (!all.stream().allMatch(WhatsAppQrEvents::isEvent)) {
      return Reading.unreadable("The body is JSON, but no event of the sidecar");
    }
    if (!all.isEmpty()
        && all.stream()
            .allMatch(e -> e.path("event").asText().equals(WhatsAppQrEvents.CONNECTION))) {
      return new Reading.Control(WhatsAppQrEvents.CONNECTION);
    }
    WhatsAppQrEvents events = WhatsAppQrEvents.of(account);
    Instant now = Instant.now();
    Translation translation =
        all.stream()
            .map(event -> events.translate(event, now))
            .reduce(new Translation(List.of(), List.of()), Translation::plus);
    return new Reading.Received(new Reception.Accepted(translation, Reply.OK));
  }
}
