package dev.milena.platform.slack;

import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A channel as one app sees it, with what was written in it. Guarded by its app. */
final class SimulatedChannel {
  /** A bench writes without end; what is older than this many messages is forgotten. */
  private static final int REMEMBERED = 10_000;

  private final String id;
  private final Map<String, SimulatedMessage> messages =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SimulatedMessage> eldest) {
          return size() > REMEMBERED;
        }
      };
  private boolean archived;
  private boolean left;

  SimulatedChannel(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** As it stands in an event. What is neither a channel nor a group is between two. */
  String type() {
    return typeOf(id);
  }

  static String typeOf(String id) {
    return switch (id.charAt(0)) {
      case 'C' -> "channel";
      case 'G' -> "mpim";
      default -> "im";
    };
  }

  void archive() {
    archived = true;
  }

  void leave() {
    left = true;
  }

  /** Fails when the app may not write here. */
  void enter() {
    if (archived) {
      throw SlackApiError.of("is_archived");
    }
    if (left) {
      throw SlackApiError.of("not_in_channel");
    }
  }

  void add(SimulatedMessage message) {
    messages.put(message.ts(), message);
  }

  Optional<SimulatedMessage> find(String ts) {
    return Optional.ofNullable(messages.get(ts)).filter(m -> !m.isDeleted());
  }

  SimulatedMessage get(String ts) {
    return find(ts).orElseThrow(() -> SlackApiError.of("message_not_found"));
  }

  Collection<SimulatedMessage> messages() {
    return messages.values();
  }

  /** What people see of the hub. */
  List<Shown> shown() {
    return messages.values().stream()
        .filter(m -> m.isFromApp() || m.hasReactions())
        .map(SimulatedMessage::shown)
        .toList();
  }
}
