package dev.milena.router.intake;

import dev.milena.bus.AccountTable;
import dev.milena.bus.Appender;
import dev.milena.router.RouterConfig;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Takes batches from Kafka, has each worked through, appends what comes of it, and commits what is
 * done: in this order, one batch after the other.
 *
 * <pre>
 * take → admit → ( work → still ours? young enough? → append, all acks ) → progress → commit
 *                 └──────────── again, with a growing pause ────────┘
 * </pre>
 *
 * A batch that fails stays the one that is worked on; nothing behind it gets past it. It ends
 * without having been sent only when its partitions have gone to somebody else.
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
  private final Map<String, String> troubles = new ConcurrentHashMap<>();

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
      RouterConfig config) {
    this.accounts = accounts;
    this.appender = appender;
    this.clients = clients;
    this.progress = progress;
    this.settings = config;
  }

  /** Done when the batch is, or is somebody else's. Never fails. */
  public Uni<Void> take(Work work, ConsumerRecords<String, byte[]> batch) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(batch.count());
    batch.forEach(records::add);
    return accounts
        .whenReady()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .chain(() -> persistently(work, records));
  }

  private Uni<Void> persistently(Work work, List<ConsumerRecord<String, byte[]>> records) {
    return Uni.createFrom()
        .deferred(() -> attempt(work, records))
        .onFailure()
        .invoke(failure -> complain(work, failure))
        .onFailure(StaleBatchException.class)
        .invoke(work.holdings()::doubt)
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, settings.retryPauseMax())
        .indefinitely()
        .invoke(() -> troubles.remove(work.channel()));
  }

  private void complain(Work work, Throwable failure) {
    String what =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    if (!what.equals(troubles.put(work.channel(), what))) {
      LOG.warnf("A batch of %s waits and is tried again: %s", work.channel(), what);
      LOG.debugf(failure, "A batch of %s failed", work.channel());
    }
  }

  /** What a channel waits for; absent when nothing is in its way. */
  public Optional<String> trouble(String channel) {
    return Optional.ofNullable(troubles.get(channel));
  }

  private Uni<Void> attempt(Work work, List<ConsumerRecord<String, byte[]>> records) {
    long began = System.nanoTime();
    return confirm(work)
        .chain(() -> admit(work, records))
        .chain(ours -> ours.isEmpty() ? Uni.createFrom().voidItem() : attempt(work, ours, began));
  }

  private Uni<Void> attempt(Work work, List<ConsumerRecord<String, byte[]>> ours, long began) {
    return progress
        .topicId(ours.getFirst().topic())
        .call(topic -> check(work, topic))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .chain(topic ->
            work.work().apply(topic, ours).chain(effect -> send(work, topic, ours, effect, began)));
  }

  private Uni<Void> check(Work work, UUID topic) {
    Map<TopicPartition, Long> starts = work.holdings().unchecked();
    return progress.check(topic, starts).invoke(() -> work.holdings().checked(starts.keySet()));
  }

  /**
   * A batch that was read before a rebalance may begin too far ahead: then everything is read again
   * from what is committed.
   */
  private Uni<List<ConsumerRecord<String, byte[]>>> admit(
      Work work, List<ConsumerRecord<String, byte[]>> records) {
    Map<TopicPartition, Long> gaps = work.holdings().gaps(records);
    return gaps.isEmpty()
        ? Uni.createFrom().item(() -> work.holdings().ours(records))
        : forgotten(work, gaps).chain(forgotten -> afterGap(work, records, gaps, forgotten));
  }

  private Uni<List<ConsumerRecord<String, byte[]>>> afterGap(
      Work work,
      List<ConsumerRecord<String, byte[]>> records,
      Map<TopicPartition, Long> gaps,
      Set<TopicPartition> forgotten) {
    forgotten.forEach(p -> {
      LOG.errorf(
          "%s begins behind %d: Kafka no longer has what was there", p, (Object) gaps.get(p));
      work.holdings().skip(p);
    });
    return forgotten.containsAll(gaps.keySet())
        ? Uni.createFrom().item(() -> work.holdings().ours(records))
        : consumer(work).resetToLastCommittedPositions().replaceWith(List.of());
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

  private Uni<Void> send(
      Work work, UUID topic, List<ConsumerRecord<String, byte[]>> ours, Effect effect, long began) {
    Map<TopicPartition, Long> done = new HashMap<>();
    ours.forEach(r -> done.merge(Holdings.partition(r), r.offset() + 1, Math::max));
    Duration age = Duration.ofNanos(System.nanoTime() - began);
    if (age.compareTo(settings.batchAgeMax()) > 0) {
      return Uni.createFrom().failure(new StaleBatchException(age));
    }
    if (!work.holdings().send(done.keySet())) {
      return Uni.createFrom()
          .failure(new IllegalStateException("Some of its partitions have gone to another router"));
    }
    return appender
        .appendAll(effect.records())
        .onFailure()
        .invoke(work.holdings()::notSent)
        .invoke(() -> work.holdings().sent(done))
        .invoke(effect.afterwards())
        .call(() -> note(topic, done))
        .invoke(() -> commit(work));
  }

  /** The row only serves to notice lost offsets; that it is missing for once harms nothing. */
  private Uni<Void> note(UUID topic, Map<TopicPartition, Long> done) {
    return progress
        .write(topic, done)
        .onFailure()
        .recoverWithItem(failure -> {
          LOG.warnf(
              "How far %s is done was not written down: %s", done.keySet(), failure.toString());
          return null;
        });
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
