package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One bot with its chats. Whoever reads or changes them holds its lock. */
final class SimulatedBot {
  /** Telegram names no time; long enough for a person to wait. */
  private static final long PRESS_SECONDS = 60;

  private final String token;
  private final String secret;
  private final BotUpdates updates;
  private final InstantSource clock;
  private final BotApiLimits limits = new BotApiLimits();
  private final Map<String, SimulatedChat> chats = new HashMap<>();
  private final Map<String, Instant> presses = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private long nextPress = 1;

  SimulatedBot(String token, String secret, BotUpdates updates, InstantSource clock) {
    this.token = token;
    this.secret = secret;
    this.updates = updates;
    this.clock = clock;
  }

  String token() {
    return token;
  }

  String secret() {
    return secret;
  }

  BotUpdates updates() {
    return updates;
  }

  BotApiLimits limits() {
    return limits;
  }

  String id() {
    return token.substring(0, token.indexOf(':'));
  }

  String username() {
    return "sim" + id() + "_bot";
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  ObjectNode user() {
    return Json.mapper()
        .createObjectNode()
        .put("id", Long.parseLong(id()))
        .put("is_bot", true)
        .put("first_name", "Simulated bot")
        .put("username", username());
  }

  /** A chat that somebody opened. */
  SimulatedChat chat(String id) {
    return chats.computeIfAbsent(id, SimulatedChat::new);
  }

  /** A chat that the bot names; it cannot open one. */
  SimulatedChat enter(String id) {
    SimulatedChat chat =
        Optional.ofNullable(chats.get(id))
            .orElseThrow(() -> BotApiError.badRequest("chat not found"));
    chat.enter();
    return chat;
  }

  Optional<SimulatedChat> find(String id) {
    return Optional.ofNullable(chats.get(id));
  }

  /** A message of the bot's own. */
  SimulatedMessage say(SimulatedChat chat, ObjectNode content, List<BotApiFiles.StoredFile> files) {
    ObjectNode json = content.deepCopy().put("date", now());
    json.set("from", user());
    return chat.add(json, true, files);
  }

  String press() {
    String id = id() + "00" + nextPress++;
    presses.put(id, clock.instant());
    return id;
  }

  void answerPress(String id, String text) {
    Instant pressed = presses.get(id);
    if (pressed == null || clock.instant().isAfter(pressed.plusSeconds(PRESS_SECONDS))) {
      throw BotApiError.badRequest(
          "query is too old and response timeout expired or query ID is invalid");
    }
    answers.put(id, text);
  }

  /** What the person who pressed was told; absent: the button still turns. */
  Optional<String> answer(String press) {
    return Optional.ofNullable(answers.get(press));
  }

  @Override
  public String toString() {
    return "SimulatedBot[" + id() + "]";
  }
}
