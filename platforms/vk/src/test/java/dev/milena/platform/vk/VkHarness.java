package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.ApiClient;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Payload;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.Posted;
import dev.milena.platform.testkit.Said;
import java.time.InstantSource;

/** VK as the contracts hold it. */
final class VkHarness implements Harness {
  private static final AccountRef CONTRACT = new AccountRef(VkPlatform.KEY, "contract");

  /** A repetition after a second of VK's comes at once. */
  private final VkSimulator simulator = new VkSimulator(0.02, InstantSource.system());

  private final ApiClient http;
  private final VkNames names;

  VkHarness(ApiClient http) {
    this.http = http;
    this.names = new VkNames(http);
  }

  @Override
  public PlatformSimulator simulator() {
    return simulator;
  }

  /** Files are behind addresses that need no credentials. */
  @Override
  public Beans beans() {
    return new Beans(new VkPlatform(), new VkSender(http, new VkCalls(http)))
        .with(new VkWebhook(http, names))
        .with(new VkPolling(http, names));
  }

  @Override
  public ObjectNode asStream(ObjectNode settings) {
    simulator.listen(CONTRACT);
    return settings.put("mode", "polling");
  }

  @Override
  public InboundRequest authentic(Account account, byte[] body) {
    return request(account, body, VkAccount.of(account).secret().orElseThrow());
  }

  @Override
  public InboundRequest forged(Account account, byte[] body) {
    return request(account, body, "somebody-else");
  }

  /** What vouches for a body is in it. */
  private static InboundRequest request(Account account, byte[] body, String secret) {
    byte[] signed =
        Payload.tree(body) instanceof ObjectNode event
            ? Json.bytes(
                event
                    .put("group_id", Long.parseLong(VkAccount.of(account).groupId()))
                    .put("secret", secret))
            : body;
    return Posted.now(signed, "content-type", "application/json");
  }

  @Override
  public byte[] message(Account account, Said said) {
    ObjectNode event = event("message_new");
    ObjectNode object = event.putObject("object");
    object
        .putObject("message")
        .put("date", 1_767_225_600L)
        .put("from_id", Long.parseLong(said.sender()))
        .put("peer_id", Long.parseLong(said.conversation()))
        .put("conversation_message_id", Long.parseLong(said.message()))
        .put("id", 0)
        .put("text", said.text().text());
    object.set("client_info", SimulatedPeople.client());
    return Json.bytes(event);
  }

  private static ObjectNode event(String type) {
    return Json.mapper()
        .createObjectNode()
        .put("type", type)
        .put("event_id", "4cf3b1d2a1")
        .put("v", VkCall.VERSION);
  }

  @Override
  public byte[] unknown(Account account) {
    ObjectNode event = event("telepathy_new");
    event.putObject("object").put("id", 1);
    return Json.bytes(event);
  }

  /** Only names and links are marked. */
  @Override
  public boolean readsMarks() {
    return false;
  }
}
