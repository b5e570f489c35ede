package dev.milena.egress;

import dev.milena.model.Delivery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of the commands of one dock, as far back as it says: everything that was written down
 * at or after {@link #since()} is here, and maybe more. The oldest is forgotten first, beyond a
 * bound.
 *
 * <p>Confined to the dock's thread.
 */
final class Outcomes {
  private record Entry(Past past, Instant last) {}

  private final int max;

  /** By command id; the one that was written about last stands last. */
  private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();

  private Instant since = Instant.MAX;
  private boolean pinned = true;

  /**
   * @param max how many commands are remembered
   */
  Outcomes(int max) {
    this.max = max;
  }

  /** Told in the order in which it was written. */
  void note(Delivery delivery) {
    Entry known = entries.get(delivery.command());
    Past past = known == null ? new Past() : known.past();
    past.note(delivery);
    entries.putLast(delivery.command(), new Entry(past, delivery.at()));
    if (!pinned && entries.size() > max) {
      forgetOldest();
    }
  }

  /**
   * Learns what was written before {@link #since()}.
   *
   * @param from from when on these are all
   */
  void learn(Instant from, List<Delivery> all) {
    LinkedHashMap<String, Entry> newer = new LinkedHashMap<>(entries);
    entries.clear();
    all.stream().filter(d -> d.at().isBefore(since)).forEach(this::note);
    newer.forEach(this::put);
    since = from.isBefore(since) ? from : since;
  }

  private void put(String command, Entry newer) {
    Entry older = entries.remove(command);
    if (older == null) {
      entries.put(command, newer);
    } else {
      entries.put(command, new Entry(older.past().then(newer.past()), newer.last()));
    }
  }

  /** While commands of the owner before us may still come, nothing is forgotten. */
  void unpin() {
    pinned = false;
    while (entries.size() > max) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    Map.Entry<String, Entry> oldest = entries.pollFirstEntry();
    Instant from = oldest.getValue().last().plusMillis(1);
    since = from.isAfter(since) ? from : since;
  }

  Optional<Past> find(String command) {
    return Optional.ofNullable(entries.get(command)).map(Entry::past);
  }

  /** Calls that were begun, and of which nothing more is known. */
  Stream<Delivery> begun() {
    return entries.values().stream().flatMap(entry -> entry.past().begun());
  }

  Instant since() {
    return since;
  }

  int size() {
    return entries.size();
  }
}
