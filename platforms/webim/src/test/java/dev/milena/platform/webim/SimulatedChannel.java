package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.WebhookSender;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The Custom Channel of the simulated desk, in the form of the default mapping: visitors' messages
 * come in, operators' go to the callback. It does not drop a message whose id it already has,
 * because nobody knows whether Webim does.
 */
final class SimulatedChannel extends SimulatedDoor {
  private static final String FORM = "/file";
  private static final int TEXT_MAX = 4000;
  private static final int VISITOR_MAX = 256;
  private static final Set<String> KINDS = Set.of("visitor", "file_visitor", "keyboard_response");

  private final String callbackToken = "callback-" + UUID.randomUUID();
  private volatile String operatorId = "31";
  private volatile String operatorName = "Vera";

  SimulatedChannel(WebimSimulator desk, AccountRef account, String hub, int callsPerSecond) {
    super(desk, account, hub, callsPerSecond);
  }

  @Override
  ObjectNode settings() {
    ObjectNode settings = commonSettings();
    settings.put("door", "channel");
    settings.put("callback-token", callbackToken);
    settings.putObject("channel").put("id", account.name());
    return settings;
  }

  @Override
  boolean serves(Call call) {
    String own = "/api/channel/v1/" + account.name();
    return call.path().equals(own + "/message") || call.path().equals(own + FORM);
  }

  @Override
  Answer serve(Call call, JsonNode body) {
    if (call.path().endsWith(FORM)) {
      return form(call);
    }
    String visitor = body.at("/visitor/id").asText("");
    String id = body.at("/message/id").asText("");
    String kind = body.at("/message/kind").asText("");
    if (visitor.isBlank() || visitor.length() > VISITOR_MAX) {
      return error(400, "wrong-visitor-id");
    }
    if (id.isBlank() || !KINDS.contains(kind)) {
      return error(400, "wrong-message");
    }
    return switch (kind) {
      case "visitor" -> text(visitor, id, body);
      case "file_visitor" -> file(visitor, id, body);
      default -> pressed(visitor, id, body);
    };
  }

  private Answer text(String visitor, String id, JsonNode body) {
    String text = body.at("/message/text").asText("");
    if (text.isBlank() || text.length() > TEXT_MAX) {
      return error(400, "wrong-text");
    }
    chat(visitor).text(id, text, Optional.empty(), List.of());
    return accepted();
  }

  /** Of a keyboard that is named, only a button that it has; shown as its words. */
  private Answer pressed(String visitor, String id, JsonNode body) {
    String button = body.at("/message/data/button/id").asText("");
    String keyboard = body.at("/message/data/request/messageId").asText("");
    String shown = body.at("/message/data/button/text").asText("");
    boolean known = keyboard.isEmpty() || chat(visitor).offers(keyboard, button);
    if (button.isBlank() || shown.isBlank() || !known) {
      return error(400, "wrong-button");
    }
    Optional<String> below = Optional.of(keyboard).filter(k -> !k.isEmpty());
    chat(visitor).text(id, shown, below, List.of());
    return accepted();
  }

  private Answer file(String visitor, String id, JsonNode body) {
    String url = body.at("/message/data/url").asText("");
    String name = body.at("/message/data/name").asText("");
    String content = body.at("/message/data/content").asText("");
    if (!content.isEmpty() && !name.isBlank()) {
      chat(visitor).file(id, name, "").accept(Base64.getDecoder().decode(content).length);
      return accepted();
    }
    if (!url.startsWith("http") || name.isBlank()) {
      return error(400, "wrong-file");
    }
    desk.files().fetch(url, chat(visitor).file(id, name, ""));
    return accepted();
  }

  private Answer form(Call call) {
    String visitor = call.form().get("visitor_id");
    String id = call.form().get("message_id");
    if (visitor == null || id == null || call.files().size() != 1) {
      return error(400, "wrong-form");
    }
    SimulatorServer.Upload upload = call.files().getFirst();
    chat(visitor).file(id, upload.name(), "").accept(upload.bytes().length());
    return accepted();
  }

  private Answer accepted() {
    desk.tally().accepted();
    return ok();
  }

  /** From now on this operator speaks. */
  void operator(String id, String name) {
    operatorId = id;
    operatorName = name;
  }

  @Override
  String write(String visitor, String text, Optional<String> replyTo) {
    ObjectNode message = message("operator").put("text", text);
    replyTo.ifPresent(quoted -> message.putObject("quote").putObject("message").put("id", quoted));
    return say(visitor, message);
  }

  /** Offers buttons. Returns the id of the message that carries them. */
  String offer(String visitor, List<String> buttons) {
    ObjectNode message = message("keyboard");
    ArrayNode row = message.putArray("buttons").addArray();
    buttons.forEach(b -> row.addObject().put("id", "id-" + b).put("text", b));
    chat(visitor)
        .offered(message.path("id").asText(), buttons.stream().map("id-"::concat).toList());
    return say(visitor, message);
  }

  @Override
  String sendFile(String visitor, OfferedFile file, String url) {
    ObjectNode message = message("file_operator");
    file.caption().ifPresent(c -> message.put("text", c));
    ObjectNode data = message.putObject("data");
    data.put("url", url)
        .put("name", file.name())
        .put("media_type", file.mime())
        .put("size", file.bytes().length);
    return say(visitor, message);
  }

  @Override
  void press(String visitor, String messageId, String value) {
    throw new UnsupportedOperationException("Operators of the Custom Channel see no buttons");
  }

  /**
   * Reports that something happened to the chat of a visitor: {@code chat_closed}, {@code typing}
   * and the like.
   */
  void report(String visitor, String event) {
    ObjectNode body = envelope(visitor).put("event", event);
    operator(body.putObject("operator"));
    send(visitor, body);
  }

  private String say(String visitor, ObjectNode message) {
    ObjectNode body = envelope(visitor);
    body.set("message", message);
    send(visitor, body);
    return message.path("id").asText();
  }

  private ObjectNode envelope(String visitor) {
    ObjectNode body = Json.mapper().createObjectNode().put("visitor_id", visitor);
    body.putObject("chat").put("id", chat(visitor).number());
    return body;
  }

  private ObjectNode message(String kind) {
    ObjectNode message = Json.mapper().createObjectNode().put("id", newId()).put("kind", kind);
    operator(message.putObject("operator"));
    return message;
  }

  private void operator(ObjectNode into) {
    into.put("id", Long.parseLong(operatorId)).put("name", operatorName);
  }

  private void send(String visitor, ObjectNode body) {
    desk.send(
        new WebhookSender.Input(
            lane(visitor), hub, signed(body, callbackToken), signed(body, "wrong")));
  }

  String lane(String visitor) {
    return account.key() + "/" + visitor;
  }

  private static WebhookSender.Signed signed(ObjectNode body, String token) {
    return new WebhookSender.Signed(
        Map.of("Authorization", "Token " + token, "content-type", "application/json"),
        Buffer.buffer(bytes(body)));
  }
}
