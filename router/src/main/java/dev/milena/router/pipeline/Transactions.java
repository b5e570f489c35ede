package dev.milena.router.pipeline;

import dev.milena.router.RouterConfig;
import dev.milena.router.decisions.Decision.Outcome;
import dev.milena.router.intake.Halving;
import dev.milena.router.memory.Days;
import dev.milena.router.pipeline.BatchRun.Snapshot;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Works batches through, each in one transaction. An event whose data Postgres cannot take is
 * parked alone; any other failure is passed on, and the same batch is to be tried again.
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
    return arrivals.isEmpty()
        ? Uni.createFrom().item(Draft.NOTHING)
        : days.ready(Instant.now()).chain(clerks::snapshot).chain(s -> run(topic, s, arrivals));
  }

  private Uni<Draft> run(UUID topic, Snapshot snapshot, List<Arrival> arrivals) {
    Halving<Arrival, Draft> halving =
        new Halving<>(part -> once(topic, snapshot, part), this::poison, Draft::and);
    return halving.inTurn(Moves.cut(arrivals));
  }

  private Uni<Draft> once(UUID topic, Snapshot snapshot, List<Arrival> arrivals) {
    return pool.withTransaction(c -> new BatchRun(clerks, snapshot, c, topic, arrivals).run())
        .ifNoItem()
        .after(settings.transactionTimeout())
        .fail();
  }

  private Draft poison(Arrival arrival, String sqlState) {
    LOG.errorf(
        "The event at %s cannot be processed (SQLSTATE %s) and is parked",
        Outputs.place(arrival.record()), sqlState);
    Case c = new Case(arrival, Optional.empty());
    c.park(c.decide(Outcome.POISON, "sqlstate_" + sqlState, Optional.empty()));
    clerks.packing.pack(c);
    return new Draft(List.of(c), List.of(), () -> {});
  }
}
