package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.RetryRule;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.WebhookSender;
import dev.milena.platform.testkit.WebhookSender.Input;
import dev.milena.platform.testkit.WebhookSender.Signed;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Tells apps what happened: over their sockets, or to the address that they gave. Events are
 * repeated, presses and commands are not.
 */
final class SlackTeller {
  /** Seconds before each repetition: https://docs.slack.dev/apis/events-api/#retries. */
  private static final List<Integer> WAITS = List.of(0, 60, 300);

  private final Map<AccountRef, String> addresses = new ConcurrentHashMap<>();
  private final Map<AccountRef, SimulatedSockets> sockets = new ConcurrentHashMap<>();
  private final WebhookSender events;
  private final WebhookSender once;
  private final Map<String, JsonNode> last =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonNode> eldest) {
          return size() > 10_000;
        }
      };
  private long nextEvent = 1;

  SlackTeller(SimulatorServer server, double pace) {
    List<Duration> waits =
        WAITS.stream().map(s -> Duration.ofMillis(Math.round(s * 1000 * pace))).toList();
    Duration all = waits.stream().reduce(Duration.ofSeconds(1), Duration::plus);
    events = server.sender(new RetryRule(waits, all, Duration.ZERO));
    once = server.sender(RetryRule.NEVER);
  }

  /** From now on the app is called at this address. */
  void call(AccountRef account, String url) {
    addresses.put(account, url);
    sockets.remove(account);
  }

  /** From now on the app listens. */
  void listen(AccountRef account, SimulatedSockets to) {
    sockets.put(account, to);
    addresses.remove(account);
  }

  synchronized void event(AccountRef account, SimulatedApp app, ObjectNode event) {
    String channel = event.path("channel").asText(event.path("item").path("channel").asText("-"));
    JsonNode payload = wrapped(app, event);
    last.put(lane(account, channel), payload);
    send(account, app, lane(account, channel), payload);
  }

  private ObjectNode wrapped(SimulatedApp app, ObjectNode event) {
    ObjectNode body =
        SimulatedMessage.object()
            .put("token", "unused")
            .put("team_id", app.team())
            .put("api_app_id", app.appId())
            .put("type", "event_callback")
            .put("event_id", "Ev" + app.credentials().number() + "X" + nextEvent++)
            .put("event_time", Instant.now().getEpochSecond())
            .put("is_ext_shared_channel", false);
    body.set("event", event);
    body.putArray("authorizations")
        .addObject()
        .put("team_id", app.team())
        .put("user_id", app.botUser())
        .put("is_bot", true)
        .put("is_enterprise_install", false)
        .putNull("enterprise_id");
    return body;
  }

  private void send(AccountRef account, SimulatedApp app, String lane, JsonNode payload) {
    SimulatedSockets listening = sockets.get(account);
    if (listening != null) {
      listening.send(lane, "events_api", payload);
    } else {
      address(account)
          .ifPresent(
              url -> events.send(input(app, lane, url, "application/json", payload.toString())));
    }
  }

  /** Sends the last event of a channel once more. */
  synchronized void again(AccountRef account, String channel) {
    String lane = lane(account, channel);
    SimulatedSockets listening = sockets.get(account);
    if (listening == null) {
      events.sendAgain(lane);
    } else {
      listening.send(lane, "events_api", last.get(lane));
    }
  }

  void interaction(AccountRef account, SimulatedApp app, String channel, ObjectNode payload) {
    tell(account, app, channel, "interactive", payload, "payload=" + encoded(payload.toString()));
  }

  /** Tells of a form that was sent, and gives what the app replies: nothing is an empty object. */
  Future<JsonNode> ask(AccountRef account, SimulatedApp app, ObjectNode payload) {
    SimulatedSockets listening = sockets.get(account);
    if (listening != null) {
      return listening.ask("interactive", payload);
    }
    String body = "payload=" + encoded(payload.toString());
    return once.ask(
            input(
                app,
                lane(account, "forms"),
                address(account).orElseThrow(),
                "application/x-www-form-urlencoded",
                body))
        .map(
            reply -> reply.length() == 0 ? SimulatedMessage.object() : Json.tree(reply.getBytes()));
  }

  void command(AccountRef account, SimulatedApp app, String channel, ObjectNode form) {
    String body =
        form.properties().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue().asText()))
            .collect(Collectors.joining("&"));
    tell(account, app, channel, "slash_commands", form, body);
  }

  private void tell(
      AccountRef account,
      SimulatedApp app,
      String channel,
      String type,
      JsonNode payload,
      String body) {
    SimulatedSockets listening = sockets.get(account);
    if (listening != null) {
      listening.send(lane(account, channel), type, payload);
    } else {
      address(account)
          .ifPresent(url ->
              once.send(
                  input(
                      app,
                      lane(account, channel),
                      url,
                      "application/x-www-form-urlencoded",
                      body)));
    }
  }

  private Optional<String> address(AccountRef account) {
    return Optional.ofNullable(addresses.get(account));
  }

  private static String lane(AccountRef account, String channel) {
    return account.key() + " " + channel;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Input input(SimulatedApp app, String lane, String url, String type, String body) {
    String secret = app.credentials().signingSecret();
    return new Input(
        lane,
        url,
        before -> signed(secret, type, body, before),
        before -> signed(secret + "x", type, body, before));
  }

  /** Signed anew each time, since a signature is good for five minutes only. */
  private static Signed signed(String secret, String type, String body, int before) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", type);
    headers.put(SlackSignature.TIMESTAMP, timestamp);
    headers.put(SlackSignature.SIGNATURE, SlackSignature.sign(secret, timestamp, bytes));
    if (before > 0) {
      headers.put("x-slack-retry-num", Integer.toString(before));
      headers.put("x-slack-retry-reason", "http_error");
    }
    return new Signed(headers, Buffer.buffer(bytes));
  }

  boolean idle() {
    return events.idle() && once.idle();
  }
}
