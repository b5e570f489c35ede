package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.Reply;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;

/** Reads an event as a webhook would, or an answer of the Long Poll as a stream would. */
@ApplicationScoped
class VkRehearsal implements Rehearsal {
  /** Of an account that nobody configured: then an event's own community is ours. */
  private static final String STAGED = "rehearsal";

  @Override
  public String platform() {
    return VkPlatform.KEY;
  }

  @Override
  public Account stage(AccountRef ref, String ownId) {
    return staged(ref, ownId.matches("[1-9][0-9]{0,17}") ? ownId : "1");
  }

  private static Account staged(AccountRef ref, String groupId) {
    ObjectNode settings = Json.mapper().createObjectNode();
    return new Account(ref, 1, settings.put("token", STAGED).put("group-id", groupId));
  }

  @Override
  public Reading readBody(Account account, byte[] input) {
    JsonNode body = Json.tree(input);
    if (body.has("failed") || body.path("response").has("server")) {
      return new Reading.Control(body.has("failed") ? "failed" : "ready");
    }
    if (body.path("updates").isArray()) {
      return updates(account, body.path("updates"));
    }
    if (!VkEvents.isEvent(body)) {
      return Reading.unreadable("The body is JSON, but no event of VK's");
    }
    return new Reading.Received(
        VkWebhook.isConfirmation(body)
            ? new Reception.Answered(confirmation(account))
            : new Reception.Accepted(
                VkEvents.of(of(account, body)).translate(body, Instant.now()), VkWebhook.OK));
  }

  private static Reading updates(Account account, JsonNode updates) {
    return updates.isEmpty()
        ? new Reading.Control("idle")
        : new Reading.Received(
            new Reception.Accepted(
                VkEvents.of(of(account, updates.path(0))).translateAll(updates, Instant.now()),
                Reply.OK));
  }

  private static Account of(Account account, JsonNode event) {
    boolean anybody = VkAccount.of(account).token().equals(STAGED);
    return Payload.id(event, "group_id")
        .filter(group -> anybody && group.matches("[1-9][0-9]{0,17}"))
        .map(group -> staged(account.ref(), group))
        .orElse(account);
  }

  private static Reply confirmation(Account account) {
    return new Reply(
        200,
        Map.of("content-type", "text/plain"),
        Buffer.buffer(VkAccount.of(account).confirmation().orElse("")));
  }
}
