package dev.milena.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.milena.model.AccountRef;
import dev.milena.model.Topics;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;

/**
 * Says which partition a record goes to. Events follow their conversation, spread as Kafka's own
 * partitioner does. Commands, deliveries, accounts and cursors follow their account, all by one
 * function: topics of equal partition count hold an account under the same number, and whoever owns
 * that number owns all of the account.
 *
 * <p>Nothing random and no memory: the same key always goes to the same place. Thread-safe.
 */
@RegisterForReflection
public final class TopicPartitioner implements Partitioner {

  /**
   * The partition of an account in every topic that goes by account and has that many partitions.
   */
  public static int partitionOf(AccountRef account, int partitions) {
    return spread(account.key(), partitions);
  }

  /** The partition of a key in a topic with that many partitions. */
  public static int partitionOf(String topic, String key, int partitions) {
    return spread(byAccount(topic) ? accountPart(key) : key, partitions);
  }

  /**
   * The partition that a record must go to because of its account header; empty: its key decides.
   */
  static Optional<Integer> forced(ProducerRecord<String, byte[]> record, int partitions) {
    if (!record.topic().equals(Topics.PARKED)) {
      return Optional.empty();
    }
    return Records.find(record.headers(), Records.ACCOUNT_HEADER)
        .map(account -> spread(account, partitions));
  }

  private static boolean byAccount(String topic) {
    return topic.startsWith(Topics.OUTBOUND_PREFIX)
        || topic.equals(Topics.DELIVERIES)
        || topic.equals(Topics.ACCOUNTS)
        || topic.equals(Topics.CURSORS);
  }

  /** {@code platform/account} of {@code platform/account/…}. */
  private static String accountPart(String key) {
    int second = key.indexOf('/', key.indexOf('/') + 1);
    return second < 0 ? key : key.substring(0, second);
  }

  private static int spread(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
  }

  @Override
  public int partition(
      String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
    if (!(key instanceof String text)) {
      throw new IllegalArgumentException(
          "A record for " + topic + " has no key, and without one it has no order");
    }
    return partitionOf(topic, text, cluster.partitionCountForTopic(topic));
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // Nothing to set: two processes that spread differently would break the order.
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
