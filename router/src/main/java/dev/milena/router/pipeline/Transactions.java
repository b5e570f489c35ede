package dev.milena.router.pipeline;

import dev.milena.router.RouterConfig;
import dev.milena.router.decisions.Decision.Outcome;
import dev.milena.router.memory.Days;
import dev.milena.router.pipeline.BatchRun.Snapshot;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Works batches through, each in one transaction.
 *
 * <p>When Postgres says that the data itself is at fault, the batch is halved until the faulty
 * event is alone; that one is parked. Everything else that can go wrong says nothing about the
 * data: the failure is passed on, and the same batch is to be tried again.
 */
@ApplicationScoped
class Transactions {
  private static final Logger LOG = Logger.getLogger(Transactions.class);

  private final Pool pool;
  private final Clerks clerks;
  private final Days days;
  private final RouterConfig settings;

  Transactions(Pool pool, Clerks clerks, Days days, RouterConfig config) {
    this.pool = pool;
    this.clerks = clerks;
    this.days = days;
    this.settings = config;
  }

  /**
   * @param topic Kafka's id of the topic that the events come from
   */
  Uni<Draft> run(UUID topic, List<Arrival> arrivals) {
    return days.ready(Instant.now())
        .chain(clerks::snapshot)
        .chain(snapshot -> each(Moves.cut(arrivals), part -> halving(topic, snapshot, part)));
  }

  private static Uni<Draft> each(
      List<List<Arrival>> parts, Function<List<Arrival>, Uni<Draft>> work) {
    return Multi.createFrom()
        .iterable(parts)
        .onItem()
        .transformToUniAndConcatenate(work::apply)
        .collect()
        .in(() -> new Draft[] {Draft.NOTHING}, (sum, draft) -> sum[0] = sum[0].and(draft))
        .map(sum -> sum[0]);
  }

  private Uni<Draft> halving(UUID topic, Snapshot snapshot, List<Arrival> arrivals) {
    return once(topic, snapshot, arrivals)
        .onFailure(Transactions::isPoison)
        .recoverWithUni(failure -> split(topic, snapshot, arrivals, failure));
  }

  private Uni<Draft> once(UUID topic, Snapshot snapshot, List<Arrival> arrivals) {
    return pool.withTransaction(c -> new BatchRun(clerks, snapshot, c, topic, arrivals).run())
        .ifNoItem()
        .after(settings.transactionTimeout())
        .fail();
  }

  private Uni<Draft> split(
      UUID topic, Snapshot snapshot, List<Arrival> arrivals, Throwable failure) {
    if (arrivals.size() == 1) {
      return Uni.createFrom().item(poison(arrivals.getFirst(), failure));
    }
    int half = arrivals.size() / 2;
    return each(
        List.of(arrivals.subList(0, half), arrivals.subList(half, arrivals.size())),
        part -> halving(topic, snapshot, part));
  }

  private static Draft poison(Arrival arrival, Throwable failure) {
    String state = sqlState(failure).orElse("-");
    LOG.errorf(
        "Event %s cannot be processed (SQLSTATE %s) and is parked", arrival.event().id(), state);
    Case c = new Case(arrival, Optional.empty());
    c.park(c.decide(Outcome.POISON, "sqlstate_" + state, Optional.empty()));
    return new Draft(List.of(c), List.of(), () -> {});
  }

  /** Classes 22 (data exception) and 23 (integrity constraint): what the data itself causes. */
  static boolean isPoison(Throwable failure) {
    return sqlState(failure).filter(s -> s.startsWith("22") || s.startsWith("23")).isPresent();
  }

  private static Optional<String> sqlState(Throwable failure) {
    return failure instanceof PgException pg
        ? Optional.ofNullable(pg.getSqlState())
        : Optional.empty();
  }
}
