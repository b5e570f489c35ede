package dev.milena.egress;

import dev.milena.bus.AccountTable;
import dev.milena.bus.ErasedTable;
import dev.milena.bus.Records;
import dev.milena.bus.TopicReader;
import dev.milena.model.AccountRef;
import dev.milena.model.Delivery;
import dev.milena.model.Envelopes;
import dev.milena.model.Json;
import dev.milena.model.Topics;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Puts docks together. */
@ApplicationScoped
class DockParts {
  /**
   * How much longer each pause is after which a call is made again that may have been done. With 4,
   * eight of them and a first of 1 s last for six hours.
   */
  private static final int UNKNOWN_FACTOR = 4;

  private final EgressConfig config;
  private final Horizon horizon;
  private final AccountTable accounts;
  private final ErasedTable erased;
  private final Connectors connectors;
  private final Enclosures enclosures;
  private final Ledger ledger;
  private final Rereads rereads;
  private final Counts counts;
  private final Lease lease;
  private final Dock.Reading reading;
  private final Map<String, Object> kafka;
  private final Tracer tracer;
  private final Budget budget;
  private final Map<String, Slots> slots = new ConcurrentHashMap<>();

  DockParts(
      EgressConfig config,
      Horizon horizon,
      AccountTable accounts,
      ErasedTable erased,
      Connectors connectors,
      Enclosures enclosures,
      Ledger ledger,
      Rereads rereads,
      Counts counts,
      CommandChannel channel,
      Dock.Reading reading,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      OpenTelemetry telemetry) {
    this.config = config;
    this.horizon = horizon;
    this.accounts = accounts;
    this.erased = erased;
    this.connectors = connectors;
    this.enclosures = enclosures;
    this.ledger = ledger;
    this.rereads = rereads;
    this.counts = counts;
    this.reading = reading;
    this.kafka = new HashMap<>(kafka);
    this.tracer = telemetry.getTracer("dev.milena.egress");
    this.lease = new Lease(channel.session(), System::nanoTime);
    this.budget = new Budget(config.memory().bytesMax(), config.memory().commandsMax());
  }

  Budget budget() {
    return budget;
  }

  Lease lease() {
    return lease;
  }

  Dock dock(int number, VertxLoop loop) {
    Dock.Shared shared =
        new Dock.Shared(config, horizon, budget, rereads, counts, accounts, reading);
    return new Dock(loop, shared, new Crew(number, loop));
  }

  /** Equal shares for all platforms, and at least two accounts' worth. */
  private Slots slots(String platform) {
    int share = config.calls().overall() / Math.max(1, connectors.platforms().size());
    return slots.computeIfAbsent(
        platform, key -> new Slots(Math.max(share, 2 * config.calls().perAccount())));
  }

  private final class Crew implements Dock.Crew {
    private final int number;
    private final Timekeeper time;

    Crew(int number, Timekeeper time) {
      this.number = number;
      this.time = time;
    }

    @Override
    public Pacing pacing(Dock dock) {
      Pacing.Settings settings =
          new Pacing.Settings(
              config.calls().perAccount(),
              config.calls().bucketsPerPartition(),
              DockParts.this::slots,
              dock,
              backoff(),
              dock::answersAgain);
      return new Pacing(time, settings, lease);
    }

    @Override
    public History history(Dock dock) {
      Outcomes outcomes = new Outcomes(config.memory().outcomesPerPartition());
      return new History(outcomes, this::read, Infrastructure.getDefaultWorkerPool(), dock);
    }

    @Override
    public Predecessor predecessor(Pacing pacing) {
      Duration longestCall = Calls.overWithin(connectors.longestCall());
      return new Predecessor(time, pacing, longestCall, horizon.length());
    }

    private void read(Optional<Instant> from, Consumer<Delivery> each) {
      TopicReader.read(
          kafka,
          new TopicPartition(Topics.DELIVERIES, number),
          from.map(TopicReader.From::time).orElse(TopicReader.From.BEGINNING),
          config.ownership().readBack(),
          record -> delivery(record).ifPresent(each));
    }

    /** Of accounts whose commands we may get; other deployments write to the same topic. */
    private Optional<Delivery> delivery(ConsumerRecord<String, byte[]> record) {
      try {
        Delivery delivery = Envelopes.delivery(Records.fromRecord(record));
        AccountRef account = delivery.to().accountRef();
        return connectors.find(account.platform()).isPresent() && accounts.serves(account)
            ? Optional.of(delivery)
            : Optional.empty();
      } catch (Json.UnreadableException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    @Override
    public Courier courier(Dock dock, Texts texts, Pacing pacing, History history) {
      Book book = new Book(ledger, history, time, dock);
      Judge judge = new Judge(backoff(), unknownBackoff(), config.resendsMax());
      Preparation preparation =
          new Preparation(
              new Preparation.Means(
                  accounts, erased, connectors, enclosures, config, horizon, time, time.now()),
              history);
      Calls calls =
          new Calls(
              new Calls.Means(accounts, lease, judge, counts, tracer, time),
              pacing,
              book,
              history,
              dock);
      Endings endings = new Endings(book, pacing, counts, time);
      ParkedOrders orders = new ParkedOrders(texts, book, history, endings, counts);
      Waits waits = new Waits(dock, texts, pacing, time);
      return new Courier(dock, texts, pacing, waits, preparation, calls, endings, orders);
    }

    private Backoff backoff() {
      return backoff(2, config.retry().longest());
    }

    private Backoff unknownBackoff() {
      return backoff(UNKNOWN_FACTOR, horizon.length());
    }

    private Backoff backoff(int factor, Duration longest) {
      EgressConfig.Retry retry = config.retry();
      return new Backoff(
          retry.first(),
          factor,
          longest,
          retry.jitter(),
          () -> ThreadLocalRandom.current().nextDouble());
    }
  }
}
