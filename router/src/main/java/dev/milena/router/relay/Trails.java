package dev.milena.router.relay;

import dev.milena.model.Event;
import dev.milena.router.links.Far;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of messages while a batch is worked through: the map of the database, and what the
 * batch itself adds.
 */
public final class Trails {
  private final Map<Reference, Trail> stored;
  private final Map<Reference, List<Copy>> fresh = new HashMap<>();

  public Trails(Map<Reference, Trail> stored) {
    this.stored = Map.copyOf(stored);
  }

  /** Adds what an earlier event of the batch has passed on. */
  public void add(Passed passed) {
    fresh.computeIfAbsent(passed.origin(), o -> new ArrayList<>()).add(passed.copy());
  }

  Trail of(Reference message) {
    Trail trail = stored.getOrDefault(message, Trail.unknown(message));
    List<Copy> added = fresh.getOrDefault(trail.origin(), List.of());
    return added.isEmpty()
        ? trail
        : new Trail(
            trail.ours(),
            trail.origin(),
            trail.where(),
            Stream.concat(trail.copies().stream(), added.stream()).toList());
  }

  /**
   * Where a message of ours was written first, if an event speaks of one: what is said about it is
   * meant for there.
   */
  public Optional<Far> backToOrigin(Event event) {
    return Reference.of(event).stream()
        .map(this::of)
        .flatMap(trail ->
            trail
                .where()
                .map(ref ->
                    new Far(trail.origin().conversation(), ref, Optional.empty(), false, false))
                .stream())
        .findFirst();
  }

  /** Whether a command of ours sent it. */
  public boolean isOurs(Reference message) {
    return of(message).ours();
  }
}
