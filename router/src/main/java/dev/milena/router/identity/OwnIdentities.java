package dev.milena.router.identity;

import dev.milena.model.Event;
import dev.milena.router.store.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The users that our own accounts are on their platforms, learnt from events that say so. Two
 * accounts of ours in one room see what the other writes; that must not travel any further.
 */
@ApplicationScoped
public class OwnIdentities {
  /** There are as many as accounts; another router may be the first to meet one. */
  private static final Duration ROUND = Duration.ofSeconds(30);

  private record Own(String platform, String id) {}

  private final Pool pool;
  private final Set<Own> known = ConcurrentHashMap.newKeySet();
  private volatile Cancellable rounds = () -> {};

  OwnIdentities(Pool pool) {
    this.pool = pool;
  }

  void start(@Observes StartupEvent event) {
    rounds = Rounds.every(ROUND, "Reading our own identities", this::read);
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.cancel();
  }

  private Uni<Void> read() {
    return pool.query("SELECT DISTINCT platform, external_id FROM participant WHERE self")
        .execute()
        .invoke(rows -> rows.forEach(r -> known.add(new Own(r.getString(0), r.getString(1)))))
        .replaceWithVoid();
  }

  void learn(Event event) {
    event
        .sender()
        .filter(s -> s.self())
        .ifPresent(s -> known.add(new Own(event.account().platform(), s.id())));
  }

  /** Whether an event shows what another account of ours wrote. */
  public boolean wroteElsewhere(Event event) {
    return event
        .sender()
        .filter(s -> !s.self() && known.contains(new Own(event.account().platform(), s.id())))
        .isPresent();
  }
}
