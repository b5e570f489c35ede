package dev.milena.platform.whatsappqr;

import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiClient;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.Said;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Linked numbers as the contracts hold them. */
final class WhatsAppQrHarness implements Harness {
  private final WhatsAppQrSimulator simulator = new WhatsAppQrSimulator();
  private final ApiClient http;

  WhatsAppQrHarness(ApiClient http) {
    this.http = http;
  }

  @Override
  public PlatformSimulator simulator() {
    return simulator;
  }

  @Override
  public Beans beans() {
    return new Beans(new WhatsAppQrPlatform(), new WhatsAppQrSender(http))
        .with(new WhatsAppQrStream(http))
        .with(new WhatsAppQrMedia(http));
  }

  @Override
  public InboundRequest authentic(Account account, byte[] body) {
    throw new UnsupportedOperationException("The sidecar is asked, and calls nobody");
  }

  @Override
  public InboundRequest forged(Account account, byte[] body) {
    throw new UnsupportedOperationException("The sidecar is asked, and calls nobody");
  }

  @Override
  public byte[] message(Account account, Said said) {
    return Json.bytes(
        SimulatedNumber.upsert(
            SimulatedNumber.message(said.conversation(), said.message())
                .set("message", SimulatedNumber.words(said.text().text()))));
  }

  @Override
  public byte[] unknown(Account account) {
    return Json.bytes(
        Json.mapper()
            .createObjectNode()
            .put("event", "telepathy.received")
            .set("data", Json.mapper().createObjectNode().put("id", 1)));
  }

  /** Buttons are listed here. */
  @Override
  public Set<Gesture> gestures() {
    return EnumSet.complementOf(EnumSet.of(Gesture.PRESS));
  }

  @Override
  public String newConversation() {
    return WhatsAppQrSimulator.person(ThreadLocalRandom.current().nextLong(1_000_000_000L));
  }

  @Override
  public String newMessage() {
    return SimulatedNumber.newId();
  }
}
