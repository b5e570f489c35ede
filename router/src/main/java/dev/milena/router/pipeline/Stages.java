package dev.milena.router.pipeline;

import dev.milena.model.Happening;
import dev.milena.router.memory.Sighting;
import dev.milena.router.store.Ids;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Knows the news of how far a message has come that is overtaken by later news: platforms tell it
 * in any order. The ids of such events differ in their last part alone, so whoever remembers events
 * knows. Pure.
 */
final class Stages {
  private final UUID topic;
  private final Map<UUID, Sighting> known;

  /**
   * @param topic of the events
   * @param known where those of {@link #later} were first seen, by their hashes
   */
  Stages(UUID topic, Map<UUID, Sighting> known) {
    this.topic = topic;
    this.known = known;
  }

  /** The events that would overtake this one. */
  static List<UUID> later(Arrival arrival) {
    if (!(arrival.event().what() instanceof Happening.DeliveryStatus(var report))
        || !arrival.event().id().endsWith("/status/" + report.status())) {
      return List.of();
    }
    String id = arrival.event().id();
    String stem = id.substring(0, id.length() - report.status().length());
    return report.laterStages().stream()
        .map(stage -> Ids.event(stem + stage, arrival.replay()))
        .toList();
  }

  /** What lies behind it in its own partition comes after it, also when the router starts over. */
  boolean isOvertaken(Arrival arrival) {
    return later(arrival).stream()
        .map(known::get)
        .anyMatch(later -> later != null && !isBehind(later, arrival));
  }

  private boolean isBehind(Sighting later, Arrival arrival) {
    return later.topic().equals(topic)
        && later.partition() == arrival.record().partition()
        && later.position() > arrival.record().offset();
  }
}
