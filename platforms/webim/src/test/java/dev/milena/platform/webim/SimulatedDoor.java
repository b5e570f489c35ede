package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** One account of the simulated desk, with its chats by the name that the hub has for them. */
abstract class SimulatedDoor {
  private static final AtomicLong NUMBERS = new AtomicLong(90_000);

  final WebimSimulator desk;
  final AccountRef account;
  final String hub;
  final String token = "access-" + UUID.randomUUID();
  final SimulatedPace pace;
  final Map<String, SimulatedChat> chats = new ConcurrentHashMap<>();

  SimulatedDoor(WebimSimulator desk, AccountRef account, String hub, int callsPerSecond) {
    this.desk = desk;
    this.account = account;
    this.hub = hub + "/in/" + account.platform() + "/" + account.name();
    this.pace = new SimulatedPace(callsPerSecond);
  }

  /** What an operator of the hub writes down. */
  abstract ObjectNode settings();

  /** Whether the address is this account's. */
  abstract boolean serves(Call call);

  /** Answers a call of somebody who has the token. */
  abstract Answer serve(Call call, JsonNode body);

  abstract String write(String conversation, String text, Optional<String> replyTo);

  abstract String sendFile(String conversation, OfferedFile file, String url);

  abstract void press(String conversation, String messageId, String value);

  Answer answer(Call call) {
    if (!("Token " + token).equals(call.headers().get("Authorization"))) {
      return error(401, "unauthorized");
    }
    if (!pace.allows()) {
      desk.tally().throttled();
      return throttled(1);
    }
    if (!call.files().isEmpty()) {
      return serve(call, Json.mapper().createObjectNode());
    }
    try {
      return serve(call, Json.object(call.body().getBytes()));
    } catch (Json.UnreadableException _) {
      return error(400, "not-json");
    }
  }

  SimulatedChat chat(String conversation) {
    return chats.computeIfAbsent(conversation, _ -> new SimulatedChat(NUMBERS.incrementAndGet()));
  }

  ObjectNode commonSettings() {
    ObjectNode settings = Json.mapper().createObjectNode();
    settings.put("base-url", desk.baseUrl());
    settings.put("access-token", token);
    settings.put("calls-per-second", pace.perSecond());
    return settings;
  }

  static Answer ok() {
    return Answer.json(200, "{\"result\":\"ok\"}");
  }

  static Answer error(int status, String code) {
    return Answer.json(
        status, "{\"error\":\"" + code + "\",\"desc\":\"The simulated desk says no\"}");
  }

  static Answer throttled(int seconds) {
    Answer answer = error(429, "too-many-requests");
    return new Answer(
        answer.status(),
        Map.of("content-type", "application/json", "retry-after", Integer.toString(seconds)),
        answer.body());
  }

  static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
