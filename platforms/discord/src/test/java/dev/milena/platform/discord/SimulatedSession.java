package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session of the Gateway, which outlives its connections. Guarded by its application. */
final class SimulatedSession {
  final String id;
  private final List<String> sent = new ArrayList<>();
  private Optional<GatewaySocket> socket = Optional.empty();

  private final long shard;
  private final long shards;

  /**
   * @param shard the part of the guilds that it is for
   * @param shards so many parts
   */
  SimulatedSession(String id, long shard, long shards) {
    this.id = id;
    this.shard = shard;
    this.shards = shards;
  }

  /** Whether it is told what happens in a guild; what happens in none goes to the first. */
  boolean isFor(String guild) {
    return guild.isEmpty() ? shard == 0 : (Long.parseLong(guild) >> 22) % shards == shard;
  }

  Optional<GatewaySocket> socket() {
    return socket;
  }

  void attach(GatewaySocket now) {
    socket.filter(s -> s != now).ifPresent(s -> s.close(4000));
    socket = Optional.of(now);
  }

  void detach(GatewaySocket gone) {
    socket = socket.filter(s -> s != gone);
  }

  /** Whether anybody was there to hear it. */
  boolean dispatch(String type, ObjectNode data) {
    ObjectNode frame = Json.mapper().createObjectNode().put("op", 0).put("s", sent.size() + 1);
    frame.put("t", type).set("d", data);
    String text = frame.toString();
    sent.add(text);
    socket.ifPresent(s -> s.send(text));
    return socket.isPresent();
  }

  /** Says once more what came after a number; false where there was no such number. */
  boolean replay(long after, GatewaySocket to) {
    if (after < 0 || after > sent.size()) {
      return false;
    }
    sent.subList((int) after, sent.size()).forEach(to::send);
    return true;
  }
}
