package dev.milena.router.parked;

import dev.milena.router.store.Rounds;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Says how much is parked, by cause and age, and how old the oldest of it is. Every router says the
 * same: the largest counts, not the sum.
 */
@ApplicationScoped
class ParkedGauges {
  /** As often as metrics are collected, about. */
  private static final Duration EVERY = Duration.ofSeconds(15);

  /** Ages as people speak of them: what came just now, today, this week, and what is forgotten. */
  private static final String COUNTS =
      """
      SELECT cause,
             CASE WHEN parked_at > now() - interval '1 hour' THEN 'hour'
                  WHEN parked_at > now() - interval '1 day' THEN 'day'
                  WHEN parked_at > now() - interval '7 days' THEN 'week'
                  ELSE 'older' END AS age,
             count(*) AS many, min(parked_at) AS oldest
        FROM parked GROUP BY 1, 2 ORDER BY 1, 2
      """;

  private final Pool pool;
  private final MultiGauge records;
  private volatile Optional<Instant> oldest = Optional.empty();
  private volatile Cancellable rounds = () -> {};

  ParkedGauges(Pool pool, MeterRegistry meters) {
    this.pool = pool;
    this.records =
        MultiGauge.builder("milena.router.parked")
            .description("Records that wait for someone to act")
            .register(meters);
    Gauge.builder("milena.router.parked.oldest", this, ParkedGauges::oldestSeconds)
        .description("Age of the oldest of them; 0: there is none")
        .baseUnit("seconds")
        .register(meters);
  }

  void start(@Observes StartupEvent event) {
    rounds = Rounds.every(EVERY, "Counting parked work", this::count);
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.cancel();
  }

  private Uni<Void> count() {
    return pool.query(COUNTS).execute().invoke(this::show).replaceWithVoid();
  }

  private void show(RowSet<Row> rows) {
    records.register(
        StreamSupport.stream(rows.spliterator(), false)
            .map(row ->
                MultiGauge.Row.of(
                    Tags.of("cause", row.getString("cause"), "age", row.getString("age")),
                    row.getLong("many")))
            .toList(),
        true);
    oldest =
        StreamSupport.stream(rows.spliterator(), false)
            .map(row -> row.getOffsetDateTime("oldest").toInstant())
            .min(Instant::compareTo);
  }

  private double oldestSeconds() {
    return oldest.map(t -> Duration.between(t, Instant.now()).toMillis() / 1000.0).orElse(0.0);
  }
}
