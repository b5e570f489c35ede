package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;

/**
 * Shows how an input is read: by the bot API where it looks like that, else by the account's
 * mapping. So a body pasted from the vendor's page shows at once whether the mapping fits.
 */
@ApplicationScoped
class WebimRehearsal implements Rehearsal {
  private static final Set<String> BOT_EVENTS = Set.of("new_chat", "new_message");

  @Override
  public String platform() {
    return WebimPlatform.KEY;
  }

  @Override
  public Account stage(AccountRef ref, String ownId) {
    ObjectNode settings = Json.mapper().createObjectNode();
    settings.put("base-url", "https://example.webim.ru");
    settings.put("access-token", "rehearsal");
    settings.put("callback-token", "rehearsal");
    if (!ownId.isEmpty()) {
      settings.put("own-id", ownId);
    }
    return new Account(ref, 1, settings);
  }

  @Override
  public Reading readBody(Account account, byte[] input) {
    return new Reading.Received(reception(account, input, Json.tree(input)));
  }

  private static Reception reception(Account account, byte[] input, JsonNode body) {
    WebimSettings settings = WebimSettings.of(account);
    if (!isBotApi(body)) {
      return ChannelDoor.take(account, settings, request("", input), body);
    }
    return BotDoor.take(
        account, settings, request(isFirstVersion(body) ? "/v1" : "/v2", input), body);
  }

  /** A robot's inputs name a chat and, at the top, no visitor by {@code visitor_id}. */
  private static boolean isBotApi(JsonNode body) {
    return BOT_EVENTS.contains(body.path("event").asText(""))
        && !body.has("visitor_id")
        && (body.has("chat_id") || body.path("chat").has("id"));
  }

  /** In 1.0 a message stands in the event itself, and the messages of a new chat have no ids. */
  private static boolean isFirstVersion(JsonNode body) {
    boolean flat = body.path("event").asText().equals("new_message") && !body.has("message");
    JsonNode first = body.path("messages").path(0);
    return flat || first.isObject() && !first.has("id");
  }

  private static InboundRequest request(String rest, byte[] input) {
    return new InboundRequest(
        "POST",
        rest,
        MultiMap.caseInsensitiveMultiMap(),
        MultiMap.caseInsensitiveMultiMap(),
        Buffer.buffer(input),
        Instant.now());
  }
}
