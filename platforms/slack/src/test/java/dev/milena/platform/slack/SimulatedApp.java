package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One app in one workspace, with its channels. Whoever reads or changes them holds its lock. */
final class SimulatedApp {
  private final Credentials credentials;
  private final SlackApiFiles files;
  private final SlackApiLimits limits = new SlackApiLimits();
  private final SimulatedViews views = new SimulatedViews();
  private final Map<String, SimulatedChannel> channels = new HashMap<>();
  private final Map<String, Hook> hooks = new LinkedHashMap<>();
  private long lastMicros;
  private long nextId = 1;

  /**
   * What an operator copies from Slack's pages.
   *
   * @param number tells apps apart in ids
   */
  record Credentials(long number, String botToken, String appToken, String signingSecret) {
    @Override
    public String toString() {
      return "Credentials[" + number + "]";
    }
  }

  /** An address for answers, and how often it can still be used. */
  private static final class Hook {
    private final String channel;
    private int left = 5;

    Hook(String channel) {
      this.channel = channel;
    }
  }

  SimulatedApp(Credentials credentials, SlackApiFiles files) {
    this.credentials = credentials;
    this.files = files;
  }

  Credentials credentials() {
    return credentials;
  }

  SlackApiFiles files() {
    return files;
  }

  SimulatedViews views() {
    return views;
  }

  SlackApiLimits limits() {
    return limits;
  }

  String appId() {
    return "A0SIM" + credentials.number();
  }

  String team() {
    return "T0SIM" + credentials.number();
  }

  String botUser() {
    return "U0BOT" + credentials.number();
  }

  String bot() {
    return "B0SIM" + credentials.number();
  }

  String newId(String letter) {
    return letter + "0SIM" + credentials.number() + "X" + nextId++;
  }

  /** A name for the next message: the time, and never the same twice. */
  String newTs() {
    Instant now = Instant.now();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    lastMicros = Math.max(micros, lastMicros + 1);
    return String.format("%d.%06d", lastMicros / 1_000_000, lastMicros % 1_000_000);
  }

  /** A channel that somebody opened. */
  SimulatedChannel channel(String id) {
    return channels.computeIfAbsent(id, SimulatedChannel::new);
  }

  /** A channel that the app names; it cannot open one. */
  SimulatedChannel enter(String id) {
    SimulatedChannel channel =
        Optional.ofNullable(channels.get(id))
            .orElseThrow(() -> SlackApiError.of("channel_not_found"));
    channel.enter();
    return channel;
  }

  Optional<SimulatedChannel> find(String id) {
    return Optional.ofNullable(channels.get(id));
  }

  /** What every message of the app says of its author. */
  ObjectNode author() {
    ObjectNode message =
        SimulatedMessage.object()
            .put("user", botUser())
            .put("bot_id", bot())
            .put("app_id", appId())
            .put("team", team());
    message
        .putObject("bot_profile")
        .put("id", bot())
        .put("app_id", appId())
        .put("name", "Simulated app");
    return message;
  }

  /** Makes an address for answers. */
  String newHook(String kind, String channel) {
    String path = kind + "/" + team() + "/" + nextId++ + "/" + Long.toHexString(nextId * 7919);
    hooks.put(path, new Hook(channel));
    return path;
  }

  /** The channel of an address; fails when it has been used up. */
  Optional<SimulatedChannel> use(String path) {
    Hook hook = hooks.get(path);
    if (hook == null) {
      return Optional.empty();
    }
    if (hook.left-- <= 0) {
      throw SlackApiError.of("used_url");
    }
    return Optional.of(channel(hook.channel));
  }

  @Override
  public String toString() {
    return "SimulatedApp[" + appId() + "]";
  }
}
