package dev.milena.router.intake;

import dev.milena.bus.AccountTable;
import dev.milena.bus.Appender;
import dev.milena.router.RouterConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/**
 * Takes batches from Kafka, has each worked through, appends what comes of it, and commits what is
 * done: in this order, one batch after the other.
 *
 * <pre>
 * take → admit → ( work → my turn? → still ours? young enough? → append, all acks ) → commit
 *                 └──────────────────── again, with a growing pause ──────────────┘
 * </pre>
 *
 * A batch that fails stays the one that is worked on; nothing behind it gets past it. It ends
 * without having been sent only when its partitions have gone to somebody else. While a batch is
 * being appended the next one is worked on: {@link Turn}. So at most two batches are in memory.
 */
@ApplicationScoped
public class Intake {
  private static final Logger LOG = Logger.getLogger(Intake.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final AccountTable accounts;
  private final Appender appender;
  private final KafkaClientService clients;
  private final Progress progress;
  private final RouterConfig settings;
  private final RecordLimit limit;
  private final Map<String, String> troubles = new ConcurrentHashMap<>();
  private final Map<String, Turn> turns = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /**
   * One of the router's two kinds of work.
   *
   * @param channel what it reads
   * @param work turns records of one topic (Kafka's id of it first) into an effect; again for the
   *     same records after a failure
   */
  public record Work(
      String channel,
      Holdings holdings,
      BiFunction<UUID, List<ConsumerRecord<String, byte[]>>, Uni<Effect>> work) {}

  Intake(
      AccountTable accounts,
      Appender appender,
      KafkaClientService clients,
      Progress progress,
      RecordLimit limit,
      RouterConfig config) {
    this.accounts = accounts;
    this.appender = appender;
    this.clients = clients;
    this.progress = progress;
    this.limit = limit;
    this.settings = config;
  }

  /**
   * Done when the next batch may be taken: this one is being appended by then, or is somebody
   * else's. Never fails. Not to be called again before.
   */
  public Uni<Void> take(Work work, ConsumerRecords<String, byte[]> polled) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(polled.count());
    polled.forEach(records::add);
    Batch batch = new Batch(work, records, turns.merge(work.channel(), Turn.first(), Intake::next));
    accounts
        .whenReady()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .chain(() -> persistently(batch))
        .subscribe()
        .with(done -> batch.turn().done(batch.cleanly()), ending -> batch.turn().done(false));
    return batch.turn().nextMayBegin();
  }

  private static Turn next(Turn before, Turn unused) {
    return before.next();
  }

  /**
   * What was polled at once, and how far it has come.
   *
   * @param claimed whether it has been admitted before
   * @param failed whether it failed when the next batch had begun already
   */
  private record Batch(
      Work work,
      List<ConsumerRecord<String, byte[]>> records,
      Turn turn,
      AtomicBoolean claimed,
      AtomicBoolean failed) {
    Batch(Work work, List<ConsumerRecord<String, byte[]>> records, Turn turn) {
      this(work, records, turn, new AtomicBoolean(), new AtomicBoolean());
    }

    Holdings holdings() {
      return work.holdings();
    }

    void fail() {
      failed.set(turn.hasBegunToSend());
    }

    boolean cleanly() {
      return !failed.get();
    }
  }

  private Uni<Void> persistently(Batch batch) {
    return Uni.createFrom()
        .deferred(() -> attempt(batch))
        .onFailure()
        .invoke(failure -> complain(batch.work(), failure))
        .onFailure()
        .invoke(batch::fail)
        .onFailure(StaleBatchException.class)
        .invoke(batch.holdings()::doubt)
        .onFailure(failure -> !stopping)
        .retry()
        .withBackOff(FIRST_PAUSE, settings.retryPauseMax())
        .indefinitely()
        .invoke(() -> troubles.remove(batch.work().channel()));
  }

  /** What waits for Kafka or Postgres waits for the next process. */
  void stop(@Observes ShutdownEvent event) {
    stopping = true;
  }

  private void complain(Work work, Throwable failure) {
    String what =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    if (!stopping && !what.equals(troubles.put(work.channel(), what))) {
      LOG.warnf("A batch of %s waits and is tried again: %s", work.channel(), what);
      LOG.debugf(failure, "A batch of %s failed", work.channel());
    }
  }

  /** What a channel waits for; absent when nothing is in its way. */
  public Optional<String> trouble(String channel) {
    return Optional.ofNullable(troubles.get(channel));
  }

  private Uni<Void> attempt(Batch batch) {
    long began = System.nanoTime();
    boolean hasCome = batch.turn().hasCome();
    return confirm(batch.work())
        .chain(() -> admit(batch))
        .chain(ours ->
            ours.isEmpty()
                ? batch.turn().come().replaceWithVoid()
                : work(batch, ours)
                    .chain(worked ->
                        batch
                            .turn()
                            .come()
                            .chain(inPeace ->
                                hasCome || inPeace ? send(batch, worked, began) : attempt(batch))));
  }

  /** What is to be sent, of which records. */
  private record Worked(UUID topic, List<ConsumerRecord<String, byte[]>> records, Effect effect) {}

  private Uni<Worked> work(Batch batch, List<ConsumerRecord<String, byte[]>> ours) {
    return progress
        .topicId(ours.getFirst().topic())
        .call(topic -> check(batch.work(), topic))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .chain(
            topic -> batch.work().work().apply(topic, ours).map(e -> new Worked(topic, ours, e)));
  }

  private Uni<Void> check(Work work, UUID topic) {
    Map<TopicPartition, Long> starts = work.holdings().unchecked();
    return progress.check(topic, starts).invoke(() -> work.holdings().checked(starts.keySet()));
  }

  /**
   * A batch that was read before a rebalance may begin too far ahead: then everything is read again
   * from what is committed.
   */
  private Uni<List<ConsumerRecord<String, byte[]>>> admit(Batch batch) {
    boolean again = batch.claimed().getAndSet(true);
    Map<TopicPartition, Long> gaps = batch.holdings().gaps(batch.records(), again);
    return gaps.isEmpty()
        ? Uni.createFrom().item(() -> batch.holdings().ours(batch.records(), again))
        : forgotten(batch.work(), gaps).chain(real -> afterGap(batch, again, gaps, real));
  }

  private Uni<List<ConsumerRecord<String, byte[]>>> afterGap(
      Batch batch, boolean again, Map<TopicPartition, Long> gaps, Set<TopicPartition> forgotten) {
    forgotten.forEach(p -> {
      LOG.errorf(
          "%s begins behind %d: Kafka no longer has what was there", p, (Object) gaps.get(p));
      batch.holdings().skip(p);
    });
    return forgotten.containsAll(gaps.keySet())
        ? Uni.createFrom().item(() -> batch.holdings().ours(batch.records(), again))
        : readAgain(batch.work()).replaceWith(List.of());
  }

  private Uni<Void> readAgain(Work work) {
    work.holdings().unclaim();
    return consumer(work).resetToLastCommittedPositions();
  }

  /**
   * The partitions whose missing records Kafka has deleted, so that reading again would not help.
   */
  private Uni<Set<TopicPartition>> forgotten(Work work, Map<TopicPartition, Long> gaps) {
    return consumer(work)
        .runOnPollingThread((Consumer<String, byte[]> c) -> c.beginningOffsets(gaps.keySet()))
        .map(begins ->
            begins.entrySet().stream()
                .filter(e -> e.getValue() > gaps.get(e.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
  }

  private Uni<Void> send(Batch batch, Worked worked, long began) {
    Duration age = Duration.ofNanos(System.nanoTime() - began);
    if (age.compareTo(settings.batchAgeMax()) > 0) {
      return Uni.createFrom().failure(new StaleBatchException(age));
    }
    if (!batch.holdings().send(Holdings.starts(worked.records()))) {
      return Uni.createFrom()
          .failure(new IllegalStateException("Some of its partitions have gone to another router"));
    }
    batch.turn().sending();
    Map<TopicPartition, Long> done = Holdings.ends(worked.records());
    return appender
        .appendAll(worked.effect().records())
        .onFailure()
        .invoke(batch.holdings()::notSent)
        .onFailure(RecordTooLargeException.class)
        .invoke(() -> limit.refused(worked.effect().records()))
        .invoke(() -> batch.holdings().sent(done))
        .invoke(worked.effect().afterwards())
        .invoke(() -> progress.note(worked.topic(), done))
        .invoke(() -> commit(batch.work()));
  }

  /**
   * Not waited for: a commit takes its turn behind a poll, and a lost one only means that a router
   * starts over there.
   */
  private void commit(Work work) {
    Map<TopicPartition, OffsetAndMetadata> done = work.holdings().takeUncommitted();
    if (!done.isEmpty()) {
      consumer(work)
          .commitAsync(done)
          .subscribe()
          .with(
              ok -> {},
              failure ->
                  LOG.warnf(
                      "What is done of %s is not committed yet: %s",
                      work.channel(), failure.toString()));
    }
  }

  /**
   * After a long pause: commits where we are. The group refuses that to a member that it has given
   * up; it will give us partitions anew, and until then nothing is ours.
   */
  private Uni<Void> confirm(Work work) {
    return work.holdings().isInDoubt()
        ? consumer(work)
            .runOnPollingThread((Consumer<String, byte[]> c) -> commitPositions(c, work.holdings()))
            .invoke(work.holdings()::believe)
            .onFailure(CommitFailedException.class)
            .recoverWithItem(failure -> {
              LOG.warnf("The partitions of %s belong to other routers by now", work.channel());
              work.holdings().giveUpAll();
              return null;
            })
        : Uni.createFrom().voidItem();
  }

  private static void commitPositions(Consumer<String, byte[]> consumer, Holdings holdings) {
    consumer.commitSync(holdings.positions());
  }

  private KafkaConsumer<String, byte[]> consumer(Work work) {
    return clients.getConsumer(work.channel());
  }
}
