package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiClient;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.Posted;
import dev.milena.platform.testkit.Said;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** The Custom Channel, in the form of the default mapping, as the contracts hold it. */
class WebimHarness implements Harness {
  private final WebimSimulator simulator;
  private final WebimSender sender;

  WebimHarness(ApiClient http) {
    this(http, new WebimSimulator());
  }

  /** For the other door, which says what differs. */
  WebimHarness(ApiClient http, WebimSimulator simulator) {
    this.simulator = simulator;
    this.sender = new WebimSender(http);
  }

  @Override
  public String kind() {
    return "channel";
  }

  @Override
  public PlatformSimulator simulator() {
    return simulator;
  }

  @Override
  public Beans beans() {
    return new Beans(new WebimPlatform(), sender).with(new WebimWebhook());
  }

  @Override
  public InboundRequest authentic(Account account, byte[] body) {
    return call(body, WebimSettings.of(account).callbackToken().orElseThrow());
  }

  @Override
  public InboundRequest forged(Account account, byte[] body) {
    return call(body, "guessed");
  }

  private static InboundRequest call(byte[] body, String token) {
    return Posted.at(Instant.now(), "", body, "Authorization", "Token " + token);
  }

  @Override
  public byte[] message(Account account, Said said) {
    ObjectNode body = Json.mapper().createObjectNode().put("visitor_id", said.conversation());
    ObjectNode message = body.putObject("message");
    message.put("id", said.message()).put("kind", "operator").put("text", said.text().text());
    message.putObject("operator").put("id", said.sender()).put("name", "Vera");
    return Json.bytes(body);
  }

  @Override
  public byte[] unknown(Account account) {
    return Accounts.payload("channel/unknown_kind");
  }

  @Override
  public Set<Gesture> gestures() {
    return EnumSet.of(Gesture.SEND_FILE, Gesture.REPLY);
  }

  @Override
  public boolean readsMarks() {
    return false;
  }
}
