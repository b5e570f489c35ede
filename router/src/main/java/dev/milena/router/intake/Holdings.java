package dev.milena.router.intake;

import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The partitions that are ours, and how far each is done. Kafka tells of changes on its polling
 * thread; batches are worked through on others. Thread-safe.
 *
 * <p>A partition that goes to somebody else is given up before the group moves on: nothing more of
 * it is sent, what is just being sent is waited for, and what is done is committed.
 */
public final class Holdings implements KafkaConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(Holdings.class);

  /**
   * Sending takes as long as an append may, 2 s; a group waits for a member up to its poll
   * interval, minutes.
   */
  private static final Duration SENDING_MAX = Duration.ofSeconds(4);

  /** Where a partition stands: a question to the broker, within a rebalance. */
  private static final Duration ASK = Duration.ofSeconds(5);

  private static final long UNKNOWN = -1;

  /** The next offset to be done. */
  private final Map<TopicPartition, Long> next = new HashMap<>();

  /** The next offset that no batch is working on yet. */
  private final Map<TopicPartition, Long> claimed = new HashMap<>();

  private final Map<TopicPartition, Long> uncommitted = new HashMap<>();
  private final Set<TopicPartition> unchecked = new HashSet<>();
  private boolean sending;
  private boolean inDoubt;

  /** So much time has passed that they may be somebody else's. */
  synchronized void doubt() {
    inDoubt = true;
  }

  synchronized boolean isInDoubt() {
    return inDoubt;
  }

  synchronized void believe() {
    inDoubt = false;
  }

  synchronized void giveUpAll() {
    next.clear();
    claimed.clear();
    unchecked.clear();
    uncommitted.clear();
    inDoubt = false;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    partitions.forEach(p -> assigned(p, position(consumer, p)));
  }

  private static long position(Consumer<?, ?> consumer, TopicPartition partition) {
    try {
      return consumer.position(partition, ASK);
    } catch (KafkaException e) {
      LOG.warnf(
          "Where %s stands is not known yet (%s); the first record that comes says so",
          partition, e.getMessage());
      return UNKNOWN;
    }
  }

  private synchronized void assigned(TopicPartition partition, long position) {
    next.put(partition, position);
    claimed.put(partition, position);
    unchecked.add(partition);
  }

  @Override
  public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> done = giveUp(partitions);
    try {
      if (!done.isEmpty()) {
        consumer.commitSync(done, ASK);
      }
    } catch (KafkaException e) {
      LOG.warnf(
          "What is done of %s could not be committed (%s); the next owner starts over",
          partitions, e.getMessage());
    }
  }

  private synchronized Map<TopicPartition, OffsetAndMetadata> giveUp(
      Collection<TopicPartition> partitions) {
    partitions.forEach(next::remove);
    partitions.forEach(claimed::remove);
    unchecked.removeAll(partitions);
    awaitSent();
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    for (TopicPartition p : partitions) {
      Long offset = uncommitted.remove(p);
      if (offset != null) {
        done.put(p, new OffsetAndMetadata(offset));
      }
    }
    return done;
  }

  private void awaitSent() {
    long until = System.nanoTime() + SENDING_MAX.toNanos();
    try {
      for (long left = SENDING_MAX.toNanos();
          sending && left > 0;
          left = until - System.nanoTime()) {
        wait(Math.max(1, left / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The partitions among these records that begin behind where we are: something in between is
   * missing.
   *
   * @param again whether they were claimed before
   */
  synchronized Map<TopicPartition, Long> gaps(
      List<ConsumerRecord<String, byte[]>> records, boolean again) {
    Map<TopicPartition, Long> gaps = new HashMap<>();
    starts(records)
        .forEach((p, offset) -> {
          long expected = (again ? next : claimed).getOrDefault(p, UNKNOWN);
          if (expected != UNKNOWN && offset > expected) {
            gaps.put(p, expected);
          }
        });
    return gaps;
  }

  /** The lowest offset of each partition. */
  static Map<TopicPartition, Long> starts(List<ConsumerRecord<String, byte[]>> records) {
    Map<TopicPartition, Long> first = new HashMap<>();
    records.forEach(r -> first.merge(partition(r), r.offset(), Math::min));
    return first;
  }

  /** Where each partition goes on behind these records. */
  static Map<TopicPartition, Long> ends(List<ConsumerRecord<String, byte[]>> records) {
    Map<TopicPartition, Long> behind = new HashMap<>();
    records.forEach(r -> behind.merge(partition(r), r.offset() + 1, Math::max));
    return behind;
  }

  /** The gap is real: Kafka has forgotten what was there. */
  synchronized void skip(TopicPartition partition) {
    next.replace(partition, UNKNOWN);
    claimed.replace(partition, UNKNOWN);
  }

  /**
   * Those records that are ours to work on and not done yet. From now on they are claimed: given
   * once more by Kafka, they are nobody's.
   *
   * @param again whether they were claimed before
   */
  synchronized List<ConsumerRecord<String, byte[]>> ours(
      List<ConsumerRecord<String, byte[]>> records, boolean again) {
    List<ConsumerRecord<String, byte[]>> ours = new ArrayList<>(records.size());
    for (ConsumerRecord<String, byte[]> r : records) {
      Long expected = (again ? next : claimed).get(partition(r));
      if (expected != null && r.offset() >= expected) {
        ours.add(r);
      }
    }
    ends(ours).forEach((p, end) -> claimed.merge(p, end, Math::max));
    return ours;
  }

  /** What is not done is read once more, and is to be worked on then. */
  synchronized void unclaim() {
    claimed.putAll(next);
  }

  /** Partitions whose start nobody has compared with what was done before, and where they start. */
  synchronized Map<TopicPartition, Long> unchecked() {
    Map<TopicPartition, Long> starts = new HashMap<>();
    unchecked.stream()
        .filter(p -> next.getOrDefault(p, UNKNOWN) != UNKNOWN)
        .forEach(p -> starts.put(p, next.get(p)));
    return starts;
  }

  synchronized void checked(Collection<TopicPartition> partitions) {
    unchecked.removeAll(partitions);
  }

  /**
   * Begins to send, if these partitions are still ours and nothing in front is missing; from now on
   * they stay so until {@link #sent} or {@link #notSent}.
   *
   * @param starts where the batch begins
   */
  synchronized boolean send(Map<TopicPartition, Long> starts) {
    sending = starts.entrySet().stream().allMatch(e -> mayGoOn(e.getKey(), e.getValue()));
    return sending;
  }

  private boolean mayGoOn(TopicPartition partition, long start) {
    Long expected = next.get(partition);
    return expected != null && (expected == UNKNOWN || start <= expected);
  }

  synchronized void sent(Map<TopicPartition, Long> done) {
    sending = false;
    done.forEach((p, offset) -> next.replace(p, offset));
    done.forEach((p, offset) -> claimed.computeIfPresent(p, (k, old) -> Math.max(old, offset)));
    uncommitted.putAll(done);
    notifyAll();
  }

  synchronized void notSent() {
    sending = false;
    notifyAll();
  }

  /** What is done and not committed; from now on somebody else's to commit. */
  synchronized Map<TopicPartition, OffsetAndMetadata> takeUncommitted() {
    Map<TopicPartition, OffsetAndMetadata> done =
        uncommitted.entrySet().stream()
            .filter(e -> next.containsKey(e.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, e -> new OffsetAndMetadata(e.getValue())));
    uncommitted.keySet().removeAll(done.keySet());
    return done;
  }

  /** Where all that is ours stands: committing it proves that it is. */
  synchronized Map<TopicPartition, OffsetAndMetadata> positions() {
    return next.entrySet().stream()
        .filter(e -> e.getValue() != UNKNOWN)
        .collect(Collectors.toMap(Map.Entry::getKey, e -> new OffsetAndMetadata(e.getValue())));
  }

  static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
