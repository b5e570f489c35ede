package dev.milena.router.intake;

import dev.milena.router.RouterConfig;
import dev.milena.router.store.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
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

  /** The rows only serve to notice lost offsets: a second's worth of them may be missing. */
  private static final Duration EVERY = Duration.ofSeconds(1);

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
  private final Map<Place, Long> noted = new ConcurrentHashMap<>();
  private volatile Cancellable rounds = () -> {};

  private record Place(UUID topic, TopicPartition partition) {}

  Progress(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      Pool pool,
      RouterConfig config) {
    this.kafka = kafka;
    this.pool = pool;
    this.acceptRewind = config.acceptRewind();
  }

  void start(@Observes StartupEvent event) {
    rounds = Rounds.every(EVERY, "Writing down how far partitions are done", this::write);
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.cancel();
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

  /** Remembers how far partitions are done; written down within {@link #EVERY}. */
  void note(UUID topic, Map<TopicPartition, Long> done) {
    done.forEach((p, next) -> noted.merge(new Place(topic, p), next, Math::max));
  }

  private Uni<Void> write() {
    Map<UUID, List<Map.Entry<Place, Long>>> byTopic =
        noted.entrySet().stream()
            .sorted(Comparator.comparing(e -> e.getKey().partition().partition()))
            .collect(Collectors.groupingBy(e -> e.getKey().topic()));
    return Multi.createFrom()
        .iterable(byTopic.values())
        .onItem()
        .transformToUniAndConcatenate(this::write)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** What has been noted further meanwhile is left for the next time. */
  private Uni<Void> write(List<Map.Entry<Place, Long>> rows) {
    Place any = rows.getFirst().getKey();
    Tuple arguments =
        Tuple.of(
            any.topic(),
            any.partition().topic(),
            rows.stream().map(e -> e.getKey().partition().partition()).toArray(Integer[]::new),
            rows.stream().map(Map.Entry::getValue).toArray(Long[]::new));
    return pool.preparedQuery(WRITE)
        .execute(arguments)
        .invoke(() -> rows.forEach(e -> noted.remove(e.getKey(), e.getValue())))
        .replaceWithVoid();
  }
}
