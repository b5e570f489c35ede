package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiClient;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.SocketClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.Posted;
import dev.milena.platform.testkit.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Discord as the contracts hold it: all but interactions comes over the Gateway alone. */
final class DiscordHarness implements Harness {
  /** Limits of a tenth of their time: what is asked is whether they are kept. */
  private final DiscordSimulator simulator = new DiscordSimulator(0.1);

  /** Later than elsewhere, so that a form is in time on a machine that is busy; still in time. */
  private static final Duration LATE = Duration.ofSeconds(2);

  private final ApiClient http;
  private final Optional<SocketClient> sockets;

  /**
   * @param sockets absent: it is not listened to
   */
  DiscordHarness(ApiClient http, Optional<SocketClient> sockets) {
    this.http = http;
    this.sockets = sockets;
  }

  @Override
  public PlatformSimulator simulator() {
    return simulator;
  }

  /** A modal that is closed closes, and that is all. */
  @Override
  public boolean tellsOfClosedForms() {
    return false;
  }

  /** Nobody's messages come to the interactions endpoint: {@code DiscordWebhookTest} holds it. */
  @Override
  public Beans beans() {
    Beans unheard =
        new Beans(new DiscordPlatform(), new DiscordSender(http)).with(new DiscordMedia(http));
    return sockets
        .map(client ->
            unheard.with(new DiscordGateway(http, client, new DiscordDeferrals(http, LATE))))
        .orElse(unheard);
  }

  @Override
  public InboundRequest authentic(Account account, byte[] body) {
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    return signed(body, timestamp, simulator.app(account.ref()).sign(timestamp, body));
  }

  @Override
  public InboundRequest forged(Account account, byte[] body) {
    return signed(body, Long.toString(Instant.now().getEpochSecond()), "0".repeat(128));
  }

  private static InboundRequest signed(byte[] body, String timestamp, String signature) {
    return Posted.now(
        body, DiscordWebhook.TIMESTAMP, timestamp, DiscordWebhook.SIGNATURE, signature);
  }

  @Override
  public byte[] message(Account account, Said said) {
    ObjectNode frame = Json.mapper().createObjectNode().put("op", 0).put("s", 1);
    frame
        .put("t", "MESSAGE_CREATE")
        .putObject("d")
        .put("id", said.message())
        .put("channel_id", said.conversation())
        .put("content", said.text().text())
        .put("type", 0)
        .putObject("author")
        .put("id", said.sender());
    return Json.bytes(frame);
  }

  @Override
  public byte[] unknown(Account account) {
    return Json.bytes(Json.mapper().createObjectNode().put("op", 0).put("t", "TELEPATHY"));
  }
}
