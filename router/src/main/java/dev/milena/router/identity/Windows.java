package dev.milena.router.identity;

import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Event;
import dev.milena.router.store.Ids;
import dev.milena.router.store.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Until when conversations may be written to freely, on platforms that allow it only for a while
 * after the person was last heard. Which accounts that concerns is learnt from their events, so
 * that all others cost no query. What is not known here the platform decides itself.
 */
@ApplicationScoped
public class Windows {
  /** An account is new to another router once; until it hears of it, the platform decides. */
  private static final Duration ROUND = Duration.ofMinutes(10);

  private static final String FIND =
      "SELECT id, open_until, heard FROM conversation WHERE id = ANY($1) AND open_until IS NOT NULL";

  private final Pool pool;
  private final Set<AccountRef> limited = ConcurrentHashMap.newKeySet();
  private volatile Cancellable rounds = () -> {};

  /**
   * A conversation that closes.
   *
   * @param openUntil it is open until then, by the last thing that was heard
   * @param heard the platform's id of the last message of the person
   */
  public record Window(Instant openUntil, Optional<String> heard) {}

  Windows(Pool pool) {
    this.pool = pool;
  }

  void start(@Observes StartupEvent event) {
    rounds = Rounds.every(ROUND, "Reading which conversations close", this::read);
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.cancel();
  }

  private Uni<Void> read() {
    return pool.query(
            "SELECT DISTINCT platform, account FROM conversation WHERE open_until IS NOT NULL")
        .execute()
        .invoke(
            rows -> rows.forEach(r -> limited.add(new AccountRef(r.getString(0), r.getString(1)))))
        .replaceWithVoid();
  }

  /** That its platform closes conversations is no less true if the batch comes to nothing. */
  void learn(Event event) {
    if (event.conversation().flatMap(c -> c.openUntil()).isPresent()) {
      limited.add(event.account());
    }
  }

  /** Those of the conversations that commands go to which close at all, by their ids. */
  public Uni<Map<UUID, Window>> find(SqlConnection connection, Collection<Command> commands) {
    UUID[] ids =
        commands.stream()
            .filter(c -> limited.contains(c.to().accountRef()))
            .map(c -> Ids.conversation(c.to().ref()))
            .distinct()
            .sorted()
            .toArray(UUID[]::new);
    if (ids.length == 0) {
      return Uni.createFrom().item(Map.of());
    }
    return connection
        .preparedQuery(FIND)
        .execute(Tuple.of((Object) ids))
        .map(rows -> {
          Map<UUID, Window> found = new HashMap<>();
          rows.forEach(row ->
              found.put(
                  row.getUUID("id"),
                  new Window(
                      row.getOffsetDateTime("open_until").toInstant(),
                      Optional.ofNullable(row.getString("heard")))));
          return found;
        });
  }
}
