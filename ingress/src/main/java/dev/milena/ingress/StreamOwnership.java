package dev.milena.ingress;

import dev.milena.bus.TopicPartitioner;
import dev.milena.model.AccountRef;
import dev.milena.model.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Which accounts' streams this process may run. Membership in a consumer group over {@code
 * milena.cursors} decides: the owner of an account's partition runs its stream. What the partition
 * holds (positions and claims) is read from its beginning to the end seen on assignment before
 * anything of it is owned.
 *
 * <p>A lease stands behind it: once a second the group coordinator must accept a commit of our
 * generation. Without one for most of the session timeout, by the monotonic clock, nothing is owned
 * any more: a process that slept through a rebalance must not go on listening.
 *
 * <p>Everything but {@link #owns} and {@link #find} runs on the polling thread.
 */
final class StreamOwnership implements ConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(StreamOwnership.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration RENEW_EVERY = Duration.ofSeconds(1);
  private static final Duration RENEW_WITHIN = Duration.ofSeconds(1);

  /** What is left of the session timeout when we stop, for a call under way to end. */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(2);

  private final Consumer<String, byte[]> consumer;
  private final Duration lease;
  private final Runnable lost;
  private final LongSupplier nanos;
  private final Map<AccountRef, Cursor> cursors = new ConcurrentHashMap<>();
  private final Set<Integer> owned = ConcurrentHashMap.newKeySet();
  private final Map<TopicPartition, Long> catchingUp = new HashMap<>();

  private volatile int partitions;
  private volatile long renewedAt;

  /**
   * @param lost called on the polling thread when partitions go; returns when their streams are
   *     closed
   * @param nanos the monotonic clock
   */
  StreamOwnership(
      Consumer<String, byte[]> consumer,
      Duration sessionTimeout,
      Runnable lost,
      LongSupplier nanos) {
    this.consumer = consumer;
    this.lease = sessionTimeout.minus(LEASE_MARGIN);
    this.lost = lost;
    this.nanos = nanos;
    this.renewedAt = nanos.getAsLong();
  }

  void join() {
    consumer.subscribe(List.of(Topics.CURSORS), this);
  }

  /** One turn of the polling thread: learn, catch up, renew. */
  void turn() {
    try {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        Cursor.read(record).ifPresent(this::learn);
      }
      settle();
      renew();
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.debugf("cursors not read reason=%s", e.getClass().getSimpleName());
    }
  }

  private void learn(Cursor cursor) {
    cursors.merge(cursor.ref(), cursor, (old, now) -> now.supersedes(old) ? now : old);
  }

  private void settle() {
    catchingUp
        .entrySet()
        .removeIf(e -> {
          boolean reached = consumer.position(e.getKey()) >= e.getValue();
          if (reached) {
            owned.add(e.getKey().partition());
          }
          return reached;
        });
  }

  private void renew() {
    if (nanos.getAsLong() - renewedAt < RENEW_EVERY.toNanos() || consumer.assignment().isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    consumer
        .assignment()
        .forEach(p -> positions.put(p, new OffsetAndMetadata(consumer.position(p))));
    // Counted from the asking: the coordinator may have answered just before we fell asleep.
    long asked = nanos.getAsLong();
    consumer.commitSync(positions, RENEW_WITHIN);
    renewedAt = asked;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    partitions = consumer.partitionsFor(Topics.CURSORS).size();
    renewedAt = nanos.getAsLong();
    consumer.seekToBeginning(assigned);
    catchingUp.putAll(consumer.endOffsets(assigned));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    revoked.forEach(p -> {
      owned.remove(p.partition());
      catchingUp.remove(p);
    });
    if (!revoked.isEmpty()) {
      lost.run();
    }
  }

  /** Whether this process may run the account's stream now. */
  boolean owns(AccountRef account) {
    return partitions > 0
        && owned.contains(TopicPartitioner.partitionOf(account, partitions))
        && nanos.getAsLong() - renewedAt < lease.toNanos();
  }

  /** What is known of the account's stream. */
  Optional<Cursor> find(AccountRef account) {
    return Optional.ofNullable(cursors.get(account));
  }

  /** Remembers what we are about to append ourselves, so that we do not have to wait to read it. */
  void remember(Cursor cursor) {
    learn(cursor);
  }

  void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(3)));
  }
}
