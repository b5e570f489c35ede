package dev.milena.router.erasure;

import dev.milena.bus.Appender;
import dev.milena.bus.BusConfig;
import dev.milena.bus.Erased;
import dev.milena.bus.ErasedTable;
import dev.milena.bus.Records;
import dev.milena.bus.TopicsConfig;
import dev.milena.model.Envelopes;
import dev.milena.model.PersonErased;
import dev.milena.model.Topics;
import dev.milena.router.RouterConfig;
import dev.milena.router.retention.Retention;
import dev.milena.router.store.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Does what is left of erasures once Postgres has forgotten: see {@link Erasure.Step}. What is next
 * stands in Postgres, and any router may do it, also two at once.
 */
@ApplicationScoped
class ErasureSteps {
  private static final Logger LOG = Logger.getLogger(ErasureSteps.class);

  /** Before the id of an erasure, to make that of its announcement. */
  private static final String ANNOUNCEMENT = "milena/erasure/";

  private final Pool pool;
  private final ErasureRows rows;
  private final ParkedTexts parked;
  private final Retention retention;
  private final Appender appender;
  private final RouterConfig settings;
  private final Duration onItsWay;
  private final Duration keptFor;
  private volatile Cancellable rounds = () -> {};

  ErasureSteps(
      Pool pool,
      ErasureRows rows,
      ParkedTexts parked,
      Retention retention,
      Appender appender,
      RouterConfig settings,
      BusConfig bus,
      TopicsConfig topics) {
    this.pool = pool;
    this.rows = rows;
    this.parked = parked;
    this.retention = retention;
    this.appender = appender;
    this.settings = settings;
    this.onItsWay = settings.batchAgeMax().plus(bus.deliveryTimeout());
    this.keptFor = Erased.keptFor(topics);
  }

  void start(@Observes StartupEvent event) {
    rounds = Rounds.every(settings.erasuresEvery(), "Erasing", this::round);
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.cancel();
  }

  /** Does not wait for the next round. */
  void begin(Erasure erasure) {
    goOn(erasure)
        .subscribe()
        .with(
            done -> {},
            failure -> LOG.warnf("Erasure %s goes on later: %s", erasure.id(), failure));
  }

  private Uni<Void> round() {
    return rows.open(pool)
        .chain(open ->
            Multi.createFrom()
                .iterable(open)
                .onItem()
                .transformToUniAndConcatenate(this::goOn)
                .collect()
                .last())
        .chain(() -> rows.expire(pool, Instant.now().minus(keptFor)));
  }

  /** As far as it gets without waiting. */
  private Uni<Void> goOn(Erasure erasure) {
    return step(erasure)
        .chain(removed ->
            removed
                .map(many ->
                    rows.advance(pool, erasure, many)
                        .chain(() -> rows.find(pool, erasure.id()))
                        .chain(now -> now.map(this::goOn).orElseGet(ErasureSteps::nothing)))
                .orElseGet(ErasureSteps::nothing));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  /** How many parked texts it took; absent where the step cannot be ended yet. */
  private Uni<Optional<Integer>> step(Erasure erasure) {
    return switch (erasure.step()) {
      case ANNOUNCE -> announce(erasure).replaceWith(Optional.of(0));
      case PARKED, SWEEP ->
          rows.names(pool, erasure.id())
              .chain(names -> parked.remove(names, erasure.at()))
              .map(Optional::of);
      case TRIM -> isGone(erasure).map(gone -> gone ? Optional.of(0) : Optional.empty());
      case DONE -> Uni.createFrom().item(Optional.empty());
    };
  }

  private Uni<Void> announce(Erasure erasure) {
    return rows.names(pool, erasure.id())
        .map(names -> names.stream().map(n -> ErasedTable.toRecord(n, erasure.at())).toList())
        .chain(appender::appendAll)
        .chain(() -> rows.person(pool, erasure.id()))
        .chain(person ->
            person
                .map(p -> appender.appendAll(List.of(word(erasure, p))))
                .orElseGet(ErasureSteps::nothing));
  }

  private static ProducerRecord<String, byte[]> word(Erasure erasure, UUID person) {
    PersonErased word =
        new PersonErased(ANNOUNCEMENT + erasure.id(), person.toString(), erasure.at());
    return Records.toRecord(Topics.ACCEPTED, word.person(), Envelopes.wrap(word));
  }

  /**
   * A batch that was settled just before may still have been sent for a while; only then is it sure
   * that nothing more from before comes.
   */
  private Uni<Boolean> isGone(Erasure erasure) {
    Instant nothingComes = erasure.at().plus(onItsWay);
    return Instant.now().isBefore(nothingComes)
        ? Uni.createFrom().item(false)
        : retention.trim().chain(() -> retention.nothingBefore(nothingComes));
  }
}
