package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.telegram.BotApiFiles.StoredFile;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chat of one bot, with what was written in it. Guarded by its bot. */
final class SimulatedChat {
  /** A bench writes without end; what is older than this many messages is forgotten. */
  private static final int REMEMBERED = 10_000;

  private final String id;
  private final Map<Long, SimulatedMessage> messages =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, SimulatedMessage> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long nextMessage = 1;
  private boolean blocked;
  private Optional<String> movedTo = Optional.empty();

  SimulatedChat(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  String type() {
    return id.startsWith("-100") ? "supergroup" : id.startsWith("-") ? "group" : "private";
  }

  /** As it stands in a message. */
  ObjectNode json() {
    ObjectNode chat =
        Json.mapper().createObjectNode().put("id", Long.parseLong(id)).put("type", type());
    return type().equals("private")
        ? chat.put("first_name", "Guest")
        : chat.put("title", "Group " + id);
  }

  SimulatedMessage add(ObjectNode json, boolean fromBot, List<StoredFile> files) {
    long number = nextMessage++;
    ObjectNode own = json.deepCopy().put("message_id", number);
    own.set("chat", json());
    SimulatedMessage message = new SimulatedMessage(number, own, fromBot, files);
    messages.put(number, message);
    return message;
  }

  Optional<SimulatedMessage> find(long number) {
    return Optional.ofNullable(messages.get(number)).filter(m -> !m.isDeleted());
  }

  /** What people see of the hub. */
  List<Shown> shown() {
    List<Shown> shown = new ArrayList<>();
    messages.values().stream()
        .filter(m -> m.isFromBot() || !m.reactions().isEmpty())
        .forEach(m -> shown.add(m.shown()));
    return shown;
  }

  void block(boolean newBlocked) {
    blocked = newBlocked;
  }

  void moveTo(String other) {
    movedTo = Optional.of(other);
  }

  /** Fails when a bot may not write here. */
  void enter() {
    movedTo.ifPresent(other -> {
      throw BotApiError.migrated(other);
    });
    if (blocked) {
      throw BotApiError.of(
          403,
          type().equals("private")
              ? "Forbidden: bot was blocked by the user"
              : "Forbidden: bot was kicked from the " + type() + " chat");
    }
  }
}
