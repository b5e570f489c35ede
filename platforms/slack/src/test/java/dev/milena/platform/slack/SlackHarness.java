package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.model.Mark;
import dev.milena.platform.ApiClient;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.SocketClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.Posted;
import dev.milena.platform.testkit.Said;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Slack as the contracts hold it. */
final class SlackHarness implements Harness {
  private static final AccountRef CONTRACT = new AccountRef(SlackPlatform.KEY, "contract");

  private final SlackSimulator simulator = new SlackSimulator();
  private final ApiClient http;
  private final Optional<SocketClient> sockets;

  private SlackHarness(ApiClient http, Optional<SocketClient> sockets) {
    this.http = http;
    this.sockets = sockets;
  }

  /** Without a stream. */
  SlackHarness(ApiClient http) {
    this(http, Optional.empty());
  }

  SlackHarness(Vertx vertx, ApiClient http) {
    this(http, Optional.of(LoopbackHttp.sockets(vertx)));
  }

  @Override
  public PlatformSimulator simulator() {
    return simulator;
  }

  @Override
  public Beans beans() {
    Beans called =
        new Beans(new SlackPlatform(), new SlackSender(http))
            .with(new SlackWebhook(new SlackNames(http)))
            .with(new SlackMedia(http));
    return sockets
        .map(client -> called.with(new SlackSocketMode(http, client, new SlackNames(http))))
        .orElse(called);
  }

  @Override
  public ObjectNode asStream(ObjectNode settings) {
    simulator.listen(CONTRACT);
    return settings.put("mode", "socket");
  }

  @Override
  public InboundRequest authentic(Account account, byte[] body) {
    return request(body, SlackAccount.of(account).signingSecret().orElseThrow());
  }

  @Override
  public InboundRequest forged(Account account, byte[] body) {
    return request(body, "somebody-else");
  }

  private static InboundRequest request(byte[] body, String secret) {
    String now = Long.toString(Instant.now().getEpochSecond());
    return Posted.now(
        body,
        "content-type",
        "application/json",
        SlackSignature.TIMESTAMP,
        now,
        SlackSignature.SIGNATURE,
        SlackSignature.sign(secret, now, body));
  }

  @Override
  public byte[] message(Account account, Said said) {
    ObjectNode body = event(account, said.message());
    ObjectNode event =
        body.putObject("event")
            .put("type", "message")
            .put("channel", said.conversation())
            .put("channel_type", "im")
            .put("user", said.sender())
            .put("ts", said.message())
            .put("event_ts", said.message())
            .put("text", SlackMrkdwn.escape(said.text().text()));
    ArrayNode elements =
        event
            .putArray("blocks")
            .addObject()
            .put("type", "rich_text")
            .putArray("elements")
            .addObject()
            .put("type", "rich_text_section")
            .putArray("elements");
    String text = said.text().text();
    int at = 0;
    for (Mark mark : said.text().marks()) {
      say(elements, text.substring(at, mark.offset()));
      elements
          .addObject()
          .put("type", "text")
          .put("text", text.substring(mark.offset(), mark.end()))
          .putObject("style")
          .put("bold", true);
      at = mark.end();
    }
    say(elements, text.substring(at));
    return Json.bytes(body);
  }

  private static void say(ArrayNode elements, String text) {
    if (!text.isEmpty()) {
      elements.addObject().put("type", "text").put("text", text);
    }
  }

  private static ObjectNode event(Account account, String id) {
    ObjectNode body =
        Json.mapper()
            .createObjectNode()
            .put("type", "event_callback")
            .put("team_id", "T0CONTRACT")
            .put("api_app_id", SlackAccount.of(account).appId())
            .put("event_id", "Ev" + id.replace(".", ""))
            .put("event_time", 1_767_225_600L);
    body.putArray("authorizations")
        .addObject()
        .put("team_id", "T0CONTRACT")
        .put("user_id", "U0CONTRACT")
        .put("is_bot", true);
    return body;
  }

  @Override
  public byte[] unknown(Account account) {
    ObjectNode body = event(account, "2");
    body.putObject("event").put("type", "telepathy");
    return Json.bytes(body);
  }

  @Override
  public String newConversation() {
    return "D" + newId();
  }

  @Override
  public String newMessage() {
    return "1767225600." + String.format("%06d", ThreadLocalRandom.current().nextInt(1_000_000));
  }

  private static long newId() {
    return 5_000_000_000L + ThreadLocalRandom.current().nextLong(1_000_000_000L);
  }
}
