package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far all connections of an account have come. Moves only with what is handed on, in the order
 * in which it is. Thread-safe.
 */
final class DiscordCursor {
  private final int shards;
  private final Map<Integer, DiscordPosition> positions = new ConcurrentHashMap<>();

  DiscordCursor(int shards) {
    this.shards = shards;
  }

  /** Empty where the text is none that {@link #text} wrote. */
  static Optional<DiscordCursor> parse(String text) {
    try {
      JsonNode json = Json.tree(text.getBytes(StandardCharsets.UTF_8));
      JsonNode list = json.path("positions");
      DiscordCursor cursor = new DiscordCursor(list.size());
      for (int shard = 0; shard < list.size(); shard++) {
        int number = shard;
        DiscordPosition.read(list.get(shard)).ifPresent(p -> cursor.positions.put(number, p));
      }
      return list.isArray() && !list.isEmpty() ? Optional.of(cursor) : Optional.empty();
    } catch (Json.UnreadableException _) {
      return Optional.empty();
    }
  }

  int shards() {
    return shards;
  }

  Optional<DiscordPosition> of(int shard) {
    return Optional.ofNullable(positions.get(shard));
  }

  DiscordCursor moved(int shard, DiscordPosition position) {
    positions.put(shard, position);
    return this;
  }

  String text() {
    ObjectNode json = DiscordCall.object();
    ArrayNode list = json.putArray("positions");
    for (int shard = 0; shard < shards; shard++) {
      list.add(of(shard).map(DiscordPosition::json).orElseGet(DiscordCall::object));
    }
    return json.toString();
  }
}
