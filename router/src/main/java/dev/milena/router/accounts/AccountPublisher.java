package dev.milena.router.accounts;

import dev.milena.bus.AccountTable;
import dev.milena.bus.Appender;
import dev.milena.model.Account;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRecord.Source;
import dev.milena.model.Sealer;
import dev.milena.model.Topics;
import dev.milena.router.RouterConfig;
import dev.milena.router.changes.Changes;
import dev.milena.router.store.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Sees to it that {@code milena.accounts} says what the configuration and the database say: at the
 * start, after each change, and every half minute in case a record got lost. Versions settle what
 * two routers write at once.
 */
@ApplicationScoped
public class AccountPublisher {
  private static final Logger LOG = Logger.getLogger(AccountPublisher.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LAST_PAUSE = Duration.ofSeconds(2);

  private final AccountStore store;
  private final AccountTable table;
  private final Appender appender;
  private final Sealer sealer;
  private final RouterConfig settings;
  private final AtomicBoolean takenIn = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Cancellable rounds = () -> {};

  AccountPublisher(
      AccountStore store,
      AccountTable table,
      Appender appender,
      Sealer sealer,
      RouterConfig config,
      Changes changes) {
    this.store = store;
    this.table = table;
    this.appender = appender;
    this.sealer = sealer;
    this.settings = config;
    changes.onChange("accounts", this::soon);
  }

  void start(@Observes StartupEvent event) {
    rounds = Rounds.every(settings.accountsEvery(), "Publishing accounts", this::ask);
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.cancel();
  }

  private Uni<Void> ask() {
    soon();
    return Uni.createFrom().voidItem();
  }

  /** One round at a time: what is asked for during a round gets another one behind it. */
  private void soon() {
    if (asked.getAndIncrement() == 0) {
      round();
    }
  }

  private void round() {
    int answered = asked.get();
    persistently()
        .onFailure()
        .invoke(failure ->
            LOG.warnf(
                "Accounts could not be published and are tried again: %s", failure.toString()))
        .onItemOrFailure()
        .invoke((done, failure) -> again(answered))
        .subscribe()
        .with(done -> {}, failure -> LOG.debugf(failure, "Accounts could not be published"));
  }

  private void again(int answered) {
    if (!asked.compareAndSet(answered, 0)) {
      round();
    }
  }

  /** While Kafka or Postgres is away, a round comes as soon as they are back. */
  private Uni<Void> persistently() {
    return publish()
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LAST_PAUSE)
        .expireIn(settings.accountsEvery().toMillis());
  }

  /** Publishes whatever differs; done when Kafka has it. */
  public Uni<Void> publish() {
    return table
        .whenReady()
        .chain(() -> takenIn.get() ? Uni.createFrom().voidItem() : store.takeInConfiguration())
        .invoke(() -> takenIn.set(true))
        .chain(store::all)
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(this::publish)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> publish(AccountRow row) {
    return row.deletedAt().isPresent() ? publishDeleted(row) : publishLive(row);
  }

  private Uni<Void> publishLive(AccountRow row) {
    boolean there = published(row).filter(version -> version >= row.version()).isPresent();
    return there
        ? Uni.createFrom().voidItem()
        : record(row).map(this::append).orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Optional<Long> published(AccountRow row) {
    return table.find(row.ref()).map(Account::version);
  }

  private Optional<AccountRecord> record(AccountRow row) {
    try {
      return store
          .settings(row)
          .map(s -> AccountRecord.of(row.ref(), row.version(), row.source(), s, sealer));
    } catch (Sealer.CannotOpenException e) {
      LOG.errorf(
          "Account %s cannot be published: %s. Set milena.sealing-key-previous, or save it again",
          row.ref(), e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Told first, so that those who read now learn of it; taken from the topic once everybody must
   * have.
   */
  private Uni<Void> publishDeleted(AccountRow row) {
    if (row.tombstonedAt().isPresent()) {
      return Uni.createFrom().voidItem();
    }
    Instant tombstone = row.deletedAt().orElseThrow().plus(settings.accountsTombstoneAfter());
    if (Instant.now().isAfter(tombstone)) {
      return appender
          .append(new ProducerRecord<>(Topics.ACCOUNTS, row.ref().key(), null))
          .chain(() -> store.tombstoned(row));
    }
    return published(row).isPresent()
        ? append(AccountRecord.deleted(row.ref(), row.version(), Source.API))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> append(AccountRecord record) {
    return appender
        .append(AccountTable.toRecord(record))
        .invoke(() ->
            LOG.infof("Published account %s, version %d", record.ref(), (Object) record.version()))
        .replaceWithVoid();
  }
}
