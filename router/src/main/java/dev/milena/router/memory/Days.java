package dev.milena.router.memory;

import dev.milena.router.RouterConfig;
import dev.milena.router.store.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Makes the tables' days before they come, and drops those that may be forgotten, whole. */
@ApplicationScoped
public class Days {
  /** A day table and how long its rows are kept. */
  private record Kept(String table, Duration kept) {}

  /** How many days ahead are made: a router may be without housekeeping over a long weekend. */
  private static final int AHEAD = 3;

  private static final Duration ROUND = Duration.ofHours(1);

  /**
   * A drop locks the whole table: rather tried again in an hour than waited for behind somebody's
   * long query.
   */
  private static final String DROP_SOON = "SET LOCAL lock_timeout = '2s'";

  private final Pool pool;
  private final List<Kept> tables;
  private volatile LocalDate madeUntil = LocalDate.MIN;
  private volatile Cancellable rounds = () -> {};

  Days(Pool pool, RouterConfig config) {
    this.pool = pool;
    this.tables =
        List.of(
            new Kept("seen", config.seenFor()),
            new Kept("relayed", config.messagesFor()),
            new Kept("sent", config.messagesFor()),
            new Kept("outcome", config.decisionsFor()),
            new Kept("decision", config.decisionsFor()));
  }

  void start(@Observes StartupEvent event) {
    rounds =
        Rounds.every(
            ROUND, "Making and dropping day tables", () -> ready(Instant.now()).chain(this::drop));
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.cancel();
  }

  /**
   * Completes when rows of this moment and of the next day have a place. Costs nothing where that
   * is known.
   */
  public Uni<Void> ready(Instant now) {
    LocalDate today = day(now);
    return madeUntil.isAfter(today) ? Uni.createFrom().voidItem() : make(today);
  }

  private Uni<Void> make(LocalDate today) {
    LocalDate last = today.plusDays(AHEAD);
    return Multi.createFrom()
        .iterable(tables)
        .onItem()
        .transformToUniAndConcatenate(t ->
            pool.preparedQuery("SELECT ensure_days($1, $2, $3)")
                .execute(Tuple.of(t.table(), today, last)))
        .collect()
        .last()
        .invoke(() -> madeUntil = last)
        .replaceWithVoid();
  }

  private Uni<Void> drop() {
    LocalDate today = day(Instant.now());
    return Multi.createFrom()
        .iterable(tables)
        .onItem()
        .transformToUniAndConcatenate(t -> drop(t.table(), today.minusDays(t.kept().toDays() + 1)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> drop(String table, LocalDate before) {
    return pool.withTransaction(c ->
        c.query(DROP_SOON)
            .execute()
            .chain(
                () -> c.preparedQuery("SELECT drop_days($1, $2)").execute(Tuple.of(table, before)))
            .replaceWithVoid());
  }

  /** The day that rows of a moment belong to. */
  public static LocalDate day(Instant now) {
    return now.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
