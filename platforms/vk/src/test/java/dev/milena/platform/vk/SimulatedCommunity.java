package dev.milena.platform.vk;

import dev.milena.platform.testkit.CallWindow;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import dev.milena.platform.vk.SimulatedMessage.StoredFile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One community with its chats. Whoever reads or changes them holds its lock. */
final class SimulatedCommunity {
  /** All methods together, by VK's page. */
  private static final int CALLS_PER_SECOND = 20;

  /** How long a press can be answered. */
  private static final Duration PRESS_LASTS = Duration.ofMinutes(1);

  private final String groupId;
  private final String token;
  private final String secret;
  private final VkUpdates updates;
  private final InstantSource clock;
  private final CallWindow calls = new CallWindow(CALLS_PER_SECOND, Duration.ofSeconds(1));
  private final Map<String, Map<Long, SimulatedMessage>> chats = new HashMap<>();

  /** By peer and number: what was sent with it. VK forgets after about an hour. */
  private final Map<String, SimulatedMessage> randomIds = new HashMap<>();

  private final Map<String, Press> presses = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, StoredFile> files = new HashMap<>();
  private final Map<String, StoredFile> uploads = new HashMap<>();
  private final List<Map<String, String>> servers = new ArrayList<>();
  private final Map<String, String> pollSettings = new HashMap<>();
  private boolean secretive;
  private long next = 1;

  private record Press(String user, String peer, java.time.Instant at) {}

  SimulatedCommunity(
      String groupId, String token, String secret, VkUpdates updates, InstantSource clock) {
    this.groupId = groupId;
    this.token = token;
    this.secret = secret;
    this.updates = updates;
    this.clock = clock;
  }

  String groupId() {
    return groupId;
  }

  String token() {
    return token;
  }

  String secret() {
    return secret;
  }

  VkUpdates updates() {
    return updates;
  }

  CallWindow calls() {
    return calls;
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  long number() {
    return next++;
  }

  List<Map<String, String>> servers() {
    return servers;
  }

  Map<String, String> pollSettings() {
    return pollSettings;
  }

  /** Lets nobody read its conversations any more. */
  void keepToItself() {
    secretive = true;
  }

  /** All chats, those first in which somebody wrote last. */
  List<String> conversations() {
    return chats.keySet().stream()
        .filter(peer -> !history(peer).isEmpty())
        .sorted(Comparator.comparingLong(peer -> -history(peer).getFirst().at()))
        .toList();
  }

  /** What is still to be seen in a chat, the last first. */
  List<SimulatedMessage> history(String peer) {
    if (secretive) {
      throw VkApiError.of(15, "Access denied");
    }
    return List.copyOf(enter(peer).values()).reversed().stream()
        .filter(message -> !message.isDeleted())
        .toList();
  }

  /** A chat that somebody opened. */
  Map<Long, SimulatedMessage> chat(String peer) {
    return chats.computeIfAbsent(peer, _ -> new LinkedHashMap<>());
  }

  /** A chat that the community names; it cannot open one. */
  Map<Long, SimulatedMessage> enter(String peer) {
    if (!chats.containsKey(peer)) {
      throw VkPeers.isChat(peer)
          ? VkApiError.of(917, "You don't have access to this chat")
          : VkApiError.of(901, "Can't send messages for users without permission");
    }
    return chats.get(peer);
  }

  SimulatedMessage message(String peer, long cmid) {
    return Optional.ofNullable(enter(peer).get(cmid))
        .filter(message -> !message.isDeleted())
        .orElseThrow(() -> VkApiError.of(104, "Not found"));
  }

  SimulatedMessage add(
      String peer,
      boolean ours,
      String text,
      Optional<String> replyTo,
      List<StoredFile> with,
      com.fasterxml.jackson.databind.JsonNode keyboard) {
    Map<Long, SimulatedMessage> chat = chat(peer);
    SimulatedMessage message =
        new SimulatedMessage(chat.size() + 1L, now(), ours, text, replyTo, with, keyboard);
    chat.put(message.cmid(), message);
    return message;
  }

  /** What was sent to a peer with that number; empty where nothing was, and for 0. */
  Optional<SimulatedMessage> sentAs(String peer, String randomId) {
    return randomId.equals("0")
        ? Optional.empty()
        : Optional.ofNullable(randomIds.get(peer + "/" + randomId));
  }

  void remember(String peer, String randomId, SimulatedMessage message) {
    randomIds.put(peer + "/" + randomId, message);
  }

  StoredFile store(String kind, String name, byte[] bytes) {
    StoredFile file = new StoredFile(kind + "-" + groupId + "_" + number(), name, bytes);
    files.put(file.handle(), file);
    return file;
  }

  StoredFile file(String handle) {
    return Optional.ofNullable(files.get(handle.replaceFirst("_key$", "")))
        .orElseThrow(() -> VkApiError.parameter("attachment"));
  }

  Optional<StoredFile> find(String handle) {
    return Optional.ofNullable(files.get(handle));
  }

  /** Bytes that are there and not saved. */
  String upload(StoredFile file) {
    String hash = "hash" + number();
    uploads.put(hash, file);
    return hash;
  }

  StoredFile saved(String hash) {
    return Optional.ofNullable(uploads.remove(hash))
        .orElseThrow(() -> VkApiError.of(121, "Invalid hash"));
  }

  String press(String user, String peer) {
    String id = "press" + number() + "a" + groupId;
    presses.put(id, new Press(user, peer, clock.instant()));
    return id;
  }

  void answerPress(String id, String user, String peer, String data) {
    Press press = presses.remove(id);
    if (press == null
        || !press.user().equals(user)
        || !press.peer().equals(peer)
        || clock.instant().isAfter(press.at().plus(PRESS_LASTS))) {
      throw VkApiError.parameter("event_id is invalid");
    }
    answers.put(id, data);
  }

  Optional<String> answer(String press) {
    return Optional.ofNullable(answers.get(press));
  }

  List<Shown> shown(String peer) {
    return chats.getOrDefault(peer, Map.of()).values().stream()
        .filter(message -> message.isOurs() || message.isReactedOn())
        .map(SimulatedMessage::shown)
        .toList();
  }

  @Override
  public String toString() {
    return "SimulatedCommunity[" + groupId + "]";
  }
}
