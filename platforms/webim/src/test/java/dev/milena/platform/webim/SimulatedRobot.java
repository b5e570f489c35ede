package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.WebhookSender;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A robot's account of the simulated desk, External Bot API 2.0: visitors' chats are handed to the
 * robot, which answers by calls. An error may come with 200, as Webim's does.
 */
final class SimulatedRobot extends SimulatedDoor {
  private static final String API = "/api/bot/v2/";
  private static final AtomicLong IDS = new AtomicLong(500_000);

  private final String user = "hub";
  private final String password = UUID.randomUUID().toString();
  private final Set<String> started = ConcurrentHashMap.newKeySet();

  SimulatedRobot(WebimSimulator desk, AccountRef account, String hub, int callsPerSecond) {
    super(desk, account, hub, callsPerSecond);
  }

  @Override
  ObjectNode settings() {
    ObjectNode settings = commonSettings();
    settings.put("door", "bot");
    settings.put("own-id", account.name() + "@" + desk.baseUrl());
    settings.put("callback-user", user);
    settings.put("callback-password", password);
    return settings;
  }

  /** All robots have one address and are told apart by their tokens. */
  @Override
  boolean serves(Call call) {
    return call.path().startsWith(API)
        && ("Token " + token).equals(call.headers().get("Authorization"));
  }

  @Override
  Answer serve(Call call, JsonNode body) {
    SimulatedChat chat = chats.get(body.path("chat_id").asText(""));
    if (chat == null) {
      return error(200, "chat-not-found");
    }
    return switch (call.path().substring(API.length())) {
      case "send_message" ->
          chat.isOpen() ? say(chat, body.path("message")) : error(200, "chat-is-closed");
      case "redirect_chat", "close_chat" -> {
        chat.open(false);
        yield ok();
      }
      default -> error(404, "method-not-found");
    };
  }

  private Answer say(SimulatedChat chat, JsonNode message) {
    String id = Long.toString(IDS.incrementAndGet());
    switch (message.path("kind").asText("")) {
      case "operator" -> {
        if (message.path("text").asText("").isBlank()) {
          return error(400, "wrong-text");
        }
        chat.text(id, message.path("text").asText(), Optional.empty(), List.of());
      }
      case "keyboard" -> {
        List<String> labels = new ArrayList<>();
        message
            .path("buttons")
            .forEach(row -> row.forEach(b -> labels.add(b.path("text").asText())));
        if (labels.isEmpty()) {
          return error(400, "wrong-buttons");
        }
        chat.text(id, "", Optional.empty(), labels);
      }
      case "file_operator" -> {
        String url = message.at("/data/url").asText("");
        if (!url.startsWith("http")) {
          return error(400, "wrong-file");
        }
        desk.files().fetch(url, chat.file(id, message.at("/data/name").asText(), ""));
      }
      default -> {
        return error(400, "wrong-kind");
      }
    }
    desk.tally().accepted();
    return ok();
  }

  @Override
  String write(String chat, String text, Optional<String> replyTo) {
    if (replyTo.isPresent()) {
      throw new UnsupportedOperationException("Visitors answer no particular message of a robot");
    }
    return say(chat, message("visitor").put("text", text));
  }

  @Override
  String sendFile(String chat, OfferedFile file, String url) {
    ObjectNode message = message("file_visitor");
    file.caption().ifPresent(c -> message.put("text", c));
    message
        .putObject("data")
        .put("url", url)
        .put("name", file.name())
        .put("media_type", file.mime())
        .put("size", file.bytes().length);
    return say(chat, message);
  }

  @Override
  void press(String chat, String messageId, String value) {
    ObjectNode message = message("keyboard_response");
    ObjectNode data = message.putObject("data");
    data.putObject("button").put("id", value).put("text", value);
    data.putObject("request").put("messageId", messageId);
    say(chat, message);
  }

  /** The first words of a visitor come with the chat. */
  private String say(String chat, ObjectNode message) {
    chat(chat);
    ObjectNode body = Json.mapper().createObjectNode();
    if (started.add(chat)) {
      body.put("event", "new_chat");
      number(body.putObject("chat"), "id", chat);
      ObjectNode visitor = body.putObject("visitor").put("id", visitor(chat));
      visitor.putObject("fields").put("name", "Visitor " + chat);
      body.putArray("messages").add(message);
    } else {
      body.put("event", "new_message");
      number(body, "chat_id", chat);
      body.set("message", message);
    }
    desk.send(
        new WebhookSender.Input(
            account.key() + "/" + chat,
            hub + "/v2",
            signed(body, password),
            signed(body, "wrong")));
    return message.path("id").asText();
  }

  private static void number(ObjectNode into, String field, String id) {
    if (id.matches("[1-9][0-9]{0,17}")) {
      into.put(field, Long.parseLong(id));
    } else {
      into.put(field, id);
    }
  }

  private static String visitor(String chat) {
    return UUID.nameUUIDFromBytes(chat.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  private static ObjectNode message(String kind) {
    return Json.mapper().createObjectNode().put("id", newId()).put("kind", kind);
  }

  private WebhookSender.Signed signed(ObjectNode body, String secret) {
    String pair = user + ":" + secret;
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return new WebhookSender.Signed(
        Map.of(
            "Authorization", "Basic " + basic,
            "X-Bot-API-Version", "2.0",
            "X-Bot-API-Dialect", "Webim Standard",
            "X-Webim-Version", "10.5.62",
            "content-type", "application/json"),
        Buffer.buffer(bytes(body)));
  }
}
