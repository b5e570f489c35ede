package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.model.Mark;
import dev.milena.model.RichText;
import dev.milena.platform.ApiClient;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.MessengerMarkup;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.Posted;
import dev.milena.platform.testkit.Said;
import java.util.List;

/** WhatsApp as the contracts hold it. */
final class WhatsAppHarness implements Harness {
  private final WhatsAppSimulator simulator = new WhatsAppSimulator();
  private final ApiClient http;

  WhatsAppHarness(ApiClient http) {
    this.http = http;
  }

  @Override
  public PlatformSimulator simulator() {
    return simulator;
  }

  @Override
  public Beans beans() {
    return new Beans(new WhatsAppPlatform(), new WhatsAppSender(http))
        .with(new WhatsAppWebhook())
        .with(new WhatsAppMedia(http));
  }

  @Override
  public String newMessage() {
    return "wamid.SIM" + Harness.super.newMessage();
  }

  @Override
  public InboundRequest authentic(Account account, byte[] body) {
    return request(body, WhatsAppAccount.of(account).appSecrets().getFirst());
  }

  @Override
  public InboundRequest forged(Account account, byte[] body) {
    return request(body, "somebody-else");
  }

  private static InboundRequest request(byte[] body, String secret) {
    return Posted.now(
        body,
        "content-type",
        "application/json",
        WhatsAppSignature.HEADER,
        WhatsAppSignature.sign(secret, body));
  }

  @Override
  public byte[] message(Account account, Said said) {
    ObjectNode message =
        Json.mapper()
            .createObjectNode()
            .put("from", said.sender())
            .put("id", said.message())
            .put("timestamp", "1767225600")
            .put("type", "text");
    message.putObject("text").put("body", signed(said.text()));
    return Json.bytes(notification(account, said.sender(), message));
  }

  /** As a person types it. */
  private static String signed(RichText text) {
    List<Mark> bold = text.marks();
    return bold.isEmpty() ? text.text() : MessengerMarkup.write(text).text();
  }

  private static ObjectNode notification(Account account, String sender, ObjectNode message) {
    return SimulatedNews.of(WhatsAppAccount.of(account).phoneNumberId(), "15550001111")
        .from(sender)
        .with("messages", message);
  }

  @Override
  public byte[] unknown(Account account) {
    ObjectNode message =
        Json.mapper()
            .createObjectNode()
            .put("from", "5000000001")
            .put("id", "wamid.UNKNOWN")
            .put("timestamp", "1767225600")
            .put("type", "telepathy");
    message.putObject("telepathy").put("thought", 1);
    return Json.bytes(notification(account, "5000000001", message));
  }
}
