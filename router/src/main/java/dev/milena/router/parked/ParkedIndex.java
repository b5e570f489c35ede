package dev.milena.router.parked;

import dev.milena.bus.AccountTable;
import dev.milena.bus.TopicReader;
import dev.milena.model.Topics;
import dev.milena.router.RouterConfig;
import dev.milena.router.intake.Halving;
import dev.milena.router.intake.Progress;
import dev.milena.router.store.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Keeps the table {@code parked} as the topic is: a row for every record that has a text, none for
 * those whose text was taken away or has expired.
 *
 * <p>Every router reads the whole topic, and how far stands beside the rows, in their transactions.
 * So two routers write the same, a database restored from a backup reads on where its rows end, and
 * an empty one reads everything. A consumer group would know its place better than the database its
 * rows. Parked work is little; its texts are read over, and not kept.
 */
@ApplicationScoped
class ParkedIndex {
  private static final Logger LOG = Logger.getLogger(ParkedIndex.class);

  /** How far the table may be behind, and a little. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final Duration POLL = Duration.ofMillis(100);

  /** After a failure: Kafka or Postgres is away. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** Bound on a question to Kafka: it takes milliseconds. */
  private static final Duration WITHIN = Duration.ofSeconds(5);

  /** Retention takes whole segments, of an hour. */
  private static final Duration EXPIRE_EVERY = Duration.ofMinutes(10);

  private final Map<String, Object> kafka;
  private final AccountTable accounts;
  private final Pool pool;
  private final ParkedRows rows;
  private final Progress progress;
  private final Duration transactionTimeout;
  private volatile Cancellable rounds = () -> {};

  /** Null until it is open; used by one round at a time. */
  private volatile Consumer<String, byte[]> consumer;

  private volatile boolean closed;
  private volatile boolean lost = true;

  /** How far we know that the topic was read. */
  private volatile Map<Integer, Long> known = Map.of();

  private volatile long expiredAt = System.nanoTime() - EXPIRE_EVERY.toNanos();

  ParkedIndex(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      AccountTable accounts,
      Pool pool,
      ParkedRows rows,
      Progress progress,
      RouterConfig config) {
    this.kafka = kafka;
    this.accounts = accounts;
    this.pool = pool;
    this.rows = rows;
    this.progress = progress;
    this.transactionTimeout = config.transactionTimeout();
  }

  void start(@Observes StartupEvent event) {
    rounds = Rounds.every(PAUSE, "Reading parked work into the table", this::round);
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.cancel();
    close();
  }

  /** Waits for a round that is under way, which is mostly a poll. */
  private synchronized void close() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
    closed = true;
  }

  /** The accounts are read once the topics are made. */
  private Uni<Void> round() {
    return accounts
        .whenReady()
        .chain(() -> progress.topicId(Topics.PARKED))
        .call(topic -> lost ? find(topic) : Uni.createFrom().voidItem())
        .chain(topic ->
            blocking(() -> consumer.poll(POLL))
                .chain(found -> {
                  List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
                  found.forEach(records::add);
                  return take(topic, records);
                }))
        .chain(this::expire)
        .onFailure()
        .invoke(failure -> lost = true)
        .onFailure()
        .call(failure -> Uni.createFrom().voidItem().onItem().delayIt().by(AGAIN));
  }

  /** Goes to where the rows end. */
  private Uni<Void> find(UUID topic) {
    return blocking(this::open)
        .chain(partitions -> rows.progress(pool, topic, partitions))
        .chain(next ->
            blocking(() -> {
              next.forEach((p, position) -> seek(new TopicPartition(Topics.PARKED, p), position));
              known = next;
              return lost = false;
            }))
        .replaceWithVoid();
  }

  private List<Integer> open() {
    if (consumer == null) {
      consumer = TopicReader.open(kafka, "parked");
    }
    List<TopicPartition> all = TopicReader.partitions(consumer, Topics.PARKED, WITHIN);
    consumer.assign(all);
    return all.stream().map(TopicPartition::partition).toList();
  }

  private void seek(TopicPartition partition, long position) {
    consumer.seek(partition, position);
  }

  private Uni<Void> take(UUID topic, List<ConsumerRecord<String, byte[]>> records) {
    return records.isEmpty()
        ? Uni.createFrom().voidItem()
        : new Halving<ConsumerRecord<String, byte[]>, Integer>(
                part -> once(topic, part), ParkedIndex::passOver, Integer::sum)
            .run(records)
            .replaceWithVoid();
  }

  /** Else the database was restored meanwhile, and rows are missing. */
  private void checkNotRewound(Map<Integer, Long> next) {
    known.forEach((partition, position) -> {
      if (next.getOrDefault(partition, 0L) < position) {
        throw new IllegalStateException(
            "The database knows less of the topic than before: it is read from there again");
      }
    });
    known = next;
  }

  private Uni<Integer> once(UUID topic, List<ConsumerRecord<String, byte[]>> records) {
    return pool.withTransaction(c -> write(c, topic, records))
        .ifNoItem()
        .after(transactionTimeout)
        .fail();
  }

  private Uni<Integer> write(
      SqlConnection connection, UUID topic, List<ConsumerRecord<String, byte[]>> records) {
    return rows.lockProgress(connection, topic)
        .invoke(this::checkNotRewound)
        .map(next ->
            records.stream()
                .filter(r -> r.offset() >= next.getOrDefault(r.partition(), 0L))
                .toList())
        .call(fresh -> rows.write(connection, fresh))
        .call(fresh -> rows.advance(connection, topic, fresh))
        .map(List::size);
  }

  private static int passOver(ConsumerRecord<String, byte[]> record, String sqlState) {
    LOG.errorf(
        "The parked record at %s-%d@%d cannot be listed (SQLSTATE %s); it stays on the topic",
        record.topic(), record.partition(), record.offset(), sqlState);
    return 0;
  }

  private Uni<Void> expire() {
    if (System.nanoTime() - expiredAt < EXPIRE_EVERY.toNanos()) {
      return Uni.createFrom().voidItem();
    }
    return blocking(() -> consumer.beginningOffsets(consumer.assignment(), WITHIN))
        .chain(rows::expire)
        .invoke(() -> expiredAt = System.nanoTime());
  }

  private <T> Uni<T> blocking(Supplier<T> question) {
    return Uni.createFrom()
        .<T>emitter(answer -> alone(question, answer))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  /** One at a time; and none when it is closed, since nobody waits for the answer then. */
  private synchronized <T> void alone(Supplier<T> question, UniEmitter<? super T> answer) {
    if (closed) {
      return;
    }
    try {
      answer.complete(question.get());
    } catch (RuntimeException e) {
      answer.fail(e);
    }
  }
}
