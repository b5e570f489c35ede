package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A channel of the simulated server. Guarded by its bot's lock. */
final class SimulatedChannel {
  private final String id;
  private final Map<String, SimulatedPost> posts = new LinkedHashMap<>();
  private String type;
  private long now;

  SimulatedChannel(String id, String type) {
    this.id = id;
    this.type = type;
  }

  String id() {
    return id;
  }

  void become(String newType) {
    type = newType;
  }

  String type() {
    return type;
  }

  /** Each change has a time of its own, as on a server that is not busy. */
  long tick() {
    now = Math.max(now + 1, System.currentTimeMillis());
    return now;
  }

  void add(SimulatedPost post) {
    posts.put(post.id(), post);
  }

  Optional<SimulatedPost> find(String post) {
    return Optional.ofNullable(posts.get(post));
  }

  List<SimulatedPost> since(long when) {
    return posts.values().stream().filter(p -> p.changedAt() > when).toList();
  }

  /** What people see of the hub. */
  List<Shown> shown() {
    return posts.values().stream()
        .filter(p -> p.isOurs() || p.hasReactions())
        .map(SimulatedPost::shown)
        .toList();
  }

  ObjectNode json() {
    return SimulatedBot.object()
        .put("id", id)
        .put("type", type)
        .put("team_id", type.equals("D") || type.equals("G") ? "" : "simu1atedteam0000000000001")
        .put("display_name", "Channel " + id)
        .put("name", "channel-" + id)
        .put("header", "")
        .put("create_at", 1)
        .put("update_at", 1)
        .put("delete_at", 0)
        .put("last_post_at", now);
  }
}
