package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.mattermost.SimulatedPost.StoredFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bot of the simulated server, and the channels that it is in. Its own lock guards all of it. */
final class SimulatedBot {
  /** Calls a second, and at once. */
  private static final int PER_SECOND = 10;

  private static final int BURST = 100;

  /** How long the server knows a post that is sent once more. */
  private static final long PENDING_MS = 30_000;

  private final String id = SimulatedIds.random();
  private final String token = SimulatedIds.random();
  private final String hookToken = SimulatedIds.random();
  private final String callbackSecret = SimulatedIds.random();
  private final Map<String, SimulatedChannel> channels = new LinkedHashMap<>();
  private final Map<String, StoredFile> files = new HashMap<>();
  private final Map<String, Pending> pending = new HashMap<>();
  private final Map<String, CommandHook> commands = new HashMap<>();
  private final List<Told> told = new ArrayList<>();
  private final SimulatedDialogs dialogs = new SimulatedDialogs();
  private final SimulatedConnections connections;
  private final Map<String, ObjectNode> lastPosted = new HashMap<>();
  private Optional<String> hook = Optional.empty();
  private boolean outgoing;
  private double calls = BURST;
  private long refilledAt = System.nanoTime();

  private record Pending(String post, long at) {}

  /**
   * What takes the answers to a slash command.
   *
   * @param left so many are still taken
   */
  record CommandHook(String channel, String user, int left) {}

  /** What only one person sees. */
  record Told(String channel, String user, String text) {}

  SimulatedBot(SimulatedConnections connections) {
    this.connections = connections;
  }

  static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  String id() {
    return id;
  }

  String token() {
    return token;
  }

  String hookToken() {
    return hookToken;
  }

  String callbackSecret() {
    return callbackSecret;
  }

  SimulatedConnections connections() {
    return connections;
  }

  SimulatedDialogs dialogs() {
    return dialogs;
  }

  /** Where its webhook is; with or without an outgoing webhook that calls it for each message. */
  void setHook(String url, boolean withMessages) {
    hook = Optional.of(url);
    outgoing = withMessages;
  }

  Optional<String> hook() {
    return hook;
  }

  boolean hasOutgoingWebhook() {
    return outgoing;
  }

  void listen() {
    outgoing = false;
  }

  /** Tells the sockets of a person's new message; says whether anybody listens. */
  boolean tellPosted(String channel, ObjectNode frame) {
    lastPosted.put(channel, frame);
    return connections.send(frame);
  }

  void tellPostedAgain(String channel) {
    connections.send(lastPosted.get(channel));
  }

  /** Outgoing webhooks know public channels only; who listens is spoken to directly. */
  SimulatedChannel channel(String channel) {
    return channels.computeIfAbsent(channel, c -> new SimulatedChannel(c, outgoing ? "O" : "D"));
  }

  /** A channel that the bot is in. */
  SimulatedChannel joined(String channel) {
    return Optional.ofNullable(channels.get(channel)).orElseThrow(RestError::forbidden);
  }

  List<SimulatedChannel> channels() {
    return List.copyOf(channels.values());
  }

  SimulatedPost post(String post) {
    return channels.values().stream()
        .flatMap(c -> c.find(post).stream())
        .filter(p -> !p.isDeleted())
        .findFirst()
        .orElseThrow(RestError::noPost);
  }

  SimulatedChannel channelOf(SimulatedPost post) {
    return channels.values().stream()
        .filter(c -> c.find(post.id()).isPresent())
        .findFirst()
        .orElseThrow();
  }

  StoredFile store(String channel, String name, String mime, byte[] bytes) {
    StoredFile file = new StoredFile(SimulatedIds.random(), channel, name, mime, bytes);
    files.put(file.id(), file);
    return file;
  }

  StoredFile file(String file) {
    return Optional.ofNullable(files.get(file))
        .orElseThrow(() -> new RestError(404, "app.file_info.get.app_error"));
  }

  /** The post that was made of the same call just now. */
  Optional<SimulatedPost> known(String pendingId) {
    return Optional.ofNullable(pending.get(pendingId))
        .filter(p -> System.currentTimeMillis() - p.at() < PENDING_MS)
        .map(p -> post(p.post()));
  }

  void remember(String pendingId, SimulatedPost post) {
    if (!pendingId.isEmpty()) {
      pending.put(pendingId, new Pending(post.id(), System.currentTimeMillis()));
    }
  }

  String openCommand(String channel, String user, int answers) {
    String command = SimulatedIds.random();
    commands.put(command, new CommandHook(channel, user, answers));
    return command;
  }

  Optional<CommandHook> useCommand(String command) {
    CommandHook found = commands.get(command);
    if (found == null || found.left() == 0) {
      return Optional.empty();
    }
    commands.put(command, new CommandHook(found.channel(), found.user(), found.left() - 1));
    return Optional.of(found);
  }

  void tell(String channel, String user, String text) {
    told.add(new Told(channel, user, text));
  }

  List<Told> told() {
    return List.copyOf(told);
  }

  /** Whether this call is within the limits; else how many seconds to wait. */
  Optional<Integer> count() {
    long now = System.nanoTime();
    calls = Math.min(BURST, calls + (now - refilledAt) / 1e9 * PER_SECOND);
    refilledAt = now;
    if (calls < 1) {
      return Optional.of(1);
    }
    calls--;
    return Optional.empty();
  }

  ObjectNode user() {
    return object()
        .put("id", id)
        .put("username", username())
        .put("is_bot", true)
        .put("create_at", 1)
        .put("delete_at", 0);
  }

  String username() {
    return "bot-" + id.substring(0, 6);
  }

  /** The person of a channel: always the same. */
  static String person(String channel) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(channel.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, 26);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
