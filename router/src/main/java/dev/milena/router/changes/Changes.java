package dev.milena.router.changes;

import dev.milena.router.RouterConfig;
import dev.milena.router.store.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells who remembers rows that somebody else has changed them. Asked for several times a second
 * instead of listened for: one small row more for Postgres, and no connection of its own that can
 * be lost without anybody noticing.
 */
@ApplicationScoped
public class Changes {
  private final Pool pool;
  private final RouterConfig config;
  private final Map<String, Long> versions = new ConcurrentHashMap<>();
  private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
  private volatile Cancellable rounds = () -> {};

  Changes(Pool pool, RouterConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /**
   * Runs something, briefly, whenever rows of a kind have changed: {@code accounts}, {@code
   * people}, {@code links}, {@code routes}, {@code access}.
   */
  public void onChange(String what, Runnable listener) {
    listeners.computeIfAbsent(what, w -> new CopyOnWriteArrayList<>()).add(listener);
  }

  void start(@Observes StartupEvent event) {
    rounds = Rounds.every(config.changesEvery(), "Looking for changes", this::look);
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.cancel();
  }

  /** Looks now; whoever must know has been told when this completes. */
  public Uni<Void> look() {
    return pool.query("SELECT what, version FROM change")
        .execute()
        .invoke(rows -> rows.forEach(this::compare))
        .replaceWithVoid();
  }

  private void compare(Row row) {
    String what = row.getString("what");
    Long before = versions.put(what, row.getLong("version"));
    if (before == null || !before.equals(row.getLong("version"))) {
      listeners.getOrDefault(what, List.of()).forEach(Runnable::run);
    }
  }
}
