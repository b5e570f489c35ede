package dev.milena.platform.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiClient;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Payload;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.Posted;
import dev.milena.platform.testkit.Said;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Visitors as the contracts hold them: the feed is brought to their screens without a hub. */
final class WebHarness implements Harness {
  /** Who it is stands in the token, and the token is made from the body that it comes with. */
  private static final String VISITOR = "visitor";

  private final WebSimulator simulator = WebSimulator.withoutBrowsers();
  private final ApiClient http;

  WebHarness(ApiClient http) {
    this.http = http;
  }

  @Override
  public PlatformSimulator simulator() {
    return simulator;
  }

  @Override
  public Beans beans() {
    return new Beans(
            new WebPlatform(), new WebSender(() -> new SimulatedFeed(http, simulator.baseUrl())))
        .with(new WebWebhook());
  }

  /** The feed is the hub's own. */
  @Override
  public boolean checksCredentials() {
    return false;
  }

  @Override
  public Set<Gesture> gestures() {
    return EnumSet.complementOf(EnumSet.of(Gesture.SEND_FILE));
  }

  @Override
  public boolean readsMarks() {
    return false;
  }

  @Override
  public InboundRequest authentic(Account account, byte[] body) {
    return posted(WebAccount.of(account).secret(), body);
  }

  @Override
  public InboundRequest forged(Account account, byte[] body) {
    return posted("a secret that somebody has guessed", body);
  }

  private static InboundRequest posted(String secret, byte[] body) {
    String visitor = Payload.words(Payload.tree(body), VISITOR).orElse("anna");
    String token =
        WebToken.sign(secret, visitor, Optional.of("Anna"), Instant.now().plusSeconds(3600));
    return Posted.now(body, "authorization", WebToken.bearer(token));
  }

  @Override
  public byte[] message(Account account, Said said) {
    ObjectNode frame =
        Json.mapper()
            .createObjectNode()
            .put("type", "message")
            .put("id", said.message())
            .put("text", said.text().text());
    return Json.bytes(frame.put(VISITOR, said.conversation()));
  }

  @Override
  public byte[] unknown(Account account) {
    return "{\"type\":\"telepathy\",\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
  }
}
