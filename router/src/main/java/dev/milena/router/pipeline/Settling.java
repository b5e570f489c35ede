package dev.milena.router.pipeline;

import dev.milena.router.RouterConfig;
import dev.milena.router.relay.MessageMap;
import dev.milena.router.relay.Reference;
import dev.milena.router.relay.Trail;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Waits a moment where an event speaks of a message that may be ours, but whose delivery is not
 * known yet: an answer can overtake the note of what it answers. Waits only where something of ours
 * is on its way to that very conversation, and only for events that have just come in.
 */
@ApplicationScoped
class Settling {
  /** How soon it is looked again: a delivery takes about this long from the platform to here. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final MessageMap messages;
  private final Pool pool;
  private final Counts counts;
  private final Duration longest;

  Settling(MessageMap messages, Pool pool, Counts counts, RouterConfig config) {
    this.messages = messages;
    this.pool = pool;
    this.counts = counts;
    this.longest = config.referenceWait();
  }

  /** Done when nothing is to be waited for any more. */
  Uni<Void> settle(List<Arrival> arrivals) {
    Instant now = Instant.now();
    List<Arrival> fresh =
        arrivals.stream()
            .filter(a -> Reference.mayBeOurs(a.event()) && until(a).isAfter(now))
            .toList();
    if (fresh.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Instant until = fresh.stream().map(this::until).max(Instant::compareTo).orElse(now);
    Instant bound = now.plus(longest);
    Set<Reference> references =
        fresh.stream().flatMap(a -> Reference.of(a.event()).stream()).collect(Collectors.toSet());
    return look(references, until.isBefore(bound) ? until : bound);
  }

  private Instant until(Arrival arrival) {
    return Instant.ofEpochMilli(arrival.record().timestamp()).plus(longest);
  }

  private Uni<Void> look(Set<Reference> references, Instant until) {
    return messages
        .find(pool, references)
        .map(known -> unknown(references, known))
        .chain(
            unknown -> unknown.isEmpty() ? Uni.createFrom().voidItem() : waitFor(unknown, until));
  }

  private static Set<Reference> unknown(Set<Reference> references, Map<Reference, Trail> known) {
    return references.stream()
        .filter(
            r -> !known.containsKey(r) || !known.get(r).ours() && known.get(r).copies().isEmpty())
        .collect(Collectors.toSet());
  }

  private Uni<Void> waitFor(Set<Reference> unknown, Instant until) {
    Set<UUID> conversations =
        unknown.stream().map(Reference::conversation).collect(Collectors.toSet());
    return messages
        .pending(pool, conversations, Instant.now())
        .map(pending ->
            unknown.stream()
                .filter(r -> pending.contains(r.conversation()))
                .collect(Collectors.toSet()))
        .chain(waiting -> waiting.isEmpty() ? Uni.createFrom().voidItem() : later(waiting, until));
  }

  private Uni<Void> later(Set<Reference> waiting, Instant until) {
    if (!Instant.now().isBefore(until)) {
      counts.degraded(waiting.size());
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(LOOK_AGAIN)
        .chain(() -> look(waiting, until));
  }
}
