package dev.milena.router.intake;

import dev.milena.router.RouterConfig;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * How far partitions are done, written down beside Kafka's own offsets so that a loss of those is
 * noticed.
 */
@ApplicationScoped
public class Progress {
  /**
   * How far a start may lie behind. Offsets are committed a moment after the work is done, and so a
   * killed router leaves a few batches in between; ten thousand are twenty full ones.
   */
  private static final long BEHIND_MAX = 10_000;

  private static final String WRITE =
      """
      INSERT INTO progress AS p (topic_id, topic, partition, next_offset)
      SELECT $1, $2, * FROM unnest($3::int[], $4::bigint[]) AS i(partition, next_offset) ORDER BY 3
      ON CONFLICT (topic_id, partition) DO UPDATE SET next_offset = excluded.next_offset, updated_at = now()
       WHERE p.next_offset < excluded.next_offset
      """;

  private final Map<String, Object> kafka;
  private final Pool pool;
  private final boolean acceptRewind;
  private final Map<String, UUID> topicIds = new ConcurrentHashMap<>();

  Progress(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      Pool pool,
      RouterConfig config) {
    this.kafka = kafka;
    this.pool = pool;
    this.acceptRewind = config.acceptRewind();
  }

  /** Kafka's own id of a topic; asked for once. */
  public Uni<UUID> topicId(String topic) {
    UUID known = topicIds.get(topic);
    return known != null
        ? Uni.createFrom().item(known)
        : Uni.createFrom()
            .item(() -> fetch(topic))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
            .invoke(id -> topicIds.put(topic, id));
  }

  private UUID fetch(String topic) {
    try (Admin admin = Admin.create(new HashMap<>(kafka))) {
      Uuid id = admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get().topicId();
      return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not describe the topic " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka for the topic " + topic, e);
    }
  }

  /** Fails with {@link RewoundException} when a partition starts where it was done long ago. */
  Uni<Void> check(UUID topic, Map<TopicPartition, Long> starts) {
    if (starts.isEmpty() || acceptRewind) {
      return Uni.createFrom().voidItem();
    }
    return pool.preparedQuery("SELECT partition, next_offset FROM progress WHERE topic_id = $1")
        .execute(Tuple.of(topic))
        .invoke(rows -> rows.forEach(row -> starts.forEach((p, start) -> compare(p, start, row))))
        .replaceWithVoid();
  }

  private static void compare(TopicPartition partition, long start, Row row) {
    long done = row.getLong("next_offset");
    if (row.getInteger("partition") == partition.partition() && start < done - BEHIND_MAX) {
      throw new RewoundException(partition, start, done);
    }
  }

  Uni<Void> write(UUID topic, Map<TopicPartition, Long> done) {
    List<Map.Entry<TopicPartition, Long>> sorted =
        done.entrySet().stream().sorted(Comparator.comparing(e -> e.getKey().partition())).toList();
    Tuple arguments =
        Tuple.of(
            topic,
            sorted.getFirst().getKey().topic(),
            sorted.stream().map(e -> e.getKey().partition()).toArray(Integer[]::new),
            sorted.stream().map(Map.Entry::getValue).toArray(Long[]::new));
    return pool.preparedQuery(WRITE).execute(arguments).replaceWithVoid();
  }
}
