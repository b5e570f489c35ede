package dev.milena.platform.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiClient;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.Posted;
import dev.milena.platform.testkit.Said;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How a service's calls are written down. */
class HttpHarness implements Harness {
  /** Its first repetition comes after a tenth of a second. */
  private static final double PACE = 0.02;

  private final HttpServiceSimulator simulator = new HttpServiceSimulator(PACE);
  private final ApiClient http;

  HttpHarness(ApiClient http) {
    this.http = http;
  }

  @Override
  public PlatformSimulator simulator() {
    return simulator;
  }

  @Override
  public Beans beans() {
    return new Beans(new HttpPlatform(), new HttpSender(http, simulator.hub()))
        .with(new HttpWebhook());
  }

  @Override
  public InboundRequest authentic(Account account, byte[] body) {
    return signed(account.settings().path("secret").asText(), body);
  }

  @Override
  public InboundRequest forged(Account account, byte[] body) {
    return signed(SimulatedService.newSecret(), body);
  }

  static InboundRequest signed(String secret, byte[] body) {
    Instant now = Instant.now();
    Map<String, String> headers =
        SimulatedService.headers(secret, SimulatedService.newId(), body, now);
    return Posted.at(
        now,
        "",
        body,
        headers.entrySet().stream()
            .flatMap(h -> Stream.of(h.getKey(), h.getValue()))
            .toArray(String[]::new));
  }

  @Override
  public byte[] message(Account account, Said said) {
    ObjectNode message =
        Json.mapper().createObjectNode().put("id", said.message()).put("text", said.text().text());
    ArrayNode marks = message.putArray("marks");
    said.text()
        .marks()
        .forEach(m ->
            marks
                .addObject()
                .put("type", m.type().name().toLowerCase(Locale.ROOT))
                .put("offset", m.offset())
                .put("length", m.length()));
    ObjectNode event =
        SimulatedService.event(said.conversation(), "message.created", "message", message);
    event.withObject("/data/sender").put("id", said.sender());
    return Json.bytes(event);
  }

  @Override
  public byte[] unknown(Account account) {
    return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"com.example.sneezed\",\"data\":{}}"
        .getBytes(StandardCharsets.UTF_8);
  }
}
