package dev.milena.router.parked;

import dev.milena.bus.Parked;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes the rows of what is on {@code milena.parked}, in the order of their ids. */
@ApplicationScoped
class ParkedRows {
  /** What was decided stays decided, also where the same is set aside a second time. */
  private static final String WRITE =
      """
      INSERT INTO parked AS p (id, record, kind, cause, platform, account, conversation, type, attempts, replay, in_doubt,
        partition, position, parked_at, origin_topic, origin_position, first_seen)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
      ON CONFLICT (id) DO UPDATE SET cause = excluded.cause, attempts = excluded.attempts, in_doubt = excluded.in_doubt,
        partition = excluded.partition, position = excluded.position, parked_at = excluded.parked_at
       WHERE p.position < excluded.position
      """;

  private static final String REMOVE = "DELETE FROM parked WHERE id = ANY($1)";

  private static final String EXPIRE = "DELETE FROM parked WHERE partition = $1 AND position < $2";

  private static final String BEGIN =
      "INSERT INTO parked_progress (topic_id, partition, next_position) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING";

  private static final String PROGRESS =
      "SELECT partition, next_position FROM parked_progress WHERE topic_id = $1 ORDER BY partition";

  private static final String ADVANCE =
      "UPDATE parked_progress SET next_position = $3 WHERE topic_id = $1 AND partition = $2 AND next_position < $3";

  private final Pool pool;

  ParkedRows(Pool pool) {
    this.pool = pool;
  }

  /** How far each partition is read; from its beginning where nobody has read it. */
  Uni<Map<Integer, Long>> progress(SqlClient client, UUID topic, List<Integer> partitions) {
    List<Tuple> all = partitions.stream().sorted().map(p -> Tuple.of(topic, p)).toList();
    return client
        .preparedQuery(BEGIN)
        .executeBatch(all)
        .chain(() -> client.preparedQuery(PROGRESS).execute(Tuple.of(topic)))
        .map(ParkedRows::positions);
  }

  /** The same, and no other router writes until this one is done. */
  Uni<Map<Integer, Long>> lockProgress(SqlClient client, UUID topic) {
    return client
        .preparedQuery(PROGRESS + " FOR UPDATE")
        .execute(Tuple.of(topic))
        .map(ParkedRows::positions);
  }

  private static Map<Integer, Long> positions(RowSet<Row> rows) {
    Map<Integer, Long> next = new HashMap<>();
    rows.forEach(r -> next.put(r.getInteger("partition"), r.getLong("next_position")));
    return next;
  }

  Uni<Void> advance(SqlClient client, UUID topic, List<ConsumerRecord<String, byte[]>> records) {
    Map<Integer, Long> next = new TreeMap<>();
    records.forEach(r -> next.merge(r.partition(), r.offset() + 1, Math::max));
    return next.isEmpty()
        ? Uni.createFrom().voidItem()
        : client
            .preparedQuery(ADVANCE)
            .executeBatch(
                next.entrySet().stream()
                    .map(e -> Tuple.of(topic, e.getKey(), e.getValue()))
                    .toList())
            .replaceWithVoid();
  }

  /** Of each key the last record counts: with a text it is parked, without it is not any more. */
  Uni<Void> write(SqlClient client, List<ConsumerRecord<String, byte[]>> records) {
    Map<UUID, ConsumerRecord<String, byte[]>> last = new TreeMap<>();
    records.stream()
        .filter(r -> r.key() != null)
        .forEach(r -> last.put(ParkedRecord.id(r.key()), r));
    UUID[] gone =
        last.entrySet().stream()
            .filter(e -> e.getValue().value() == null)
            .map(Map.Entry::getKey)
            .toArray(UUID[]::new);
    List<Tuple> there =
        last.entrySet().stream()
            .filter(e -> e.getValue().value() != null)
            .map(e -> tuple(e.getKey(), e.getValue()))
            .toList();
    return remove(client, gone)
        .chain(() ->
            there.isEmpty()
                ? Uni.createFrom().voidItem()
                : client.preparedQuery(WRITE).executeBatch(there).replaceWithVoid());
  }

  private static Uni<Void> remove(SqlClient client, UUID[] gone) {
    return gone.length == 0
        ? Uni.createFrom().voidItem()
        : client
            .preparedQuery(REMOVE)
            .execute(Tuple.tuple().addArrayOfUUID(gone))
            .replaceWithVoid();
  }

  private static Tuple tuple(UUID id, ConsumerRecord<String, byte[]> record) {
    Parked about = Parked.of(record);
    return Tuple.tuple()
        .addUUID(id)
        .addString(about.key())
        .addString(ParkedRecord.Kind.of(about).name().toLowerCase(Locale.ROOT))
        .addString(about.cause())
        .addString(about.account().platform())
        .addString(about.account().key())
        .addString(ParkedRecord.conversation(about).orElse(null))
        .addString(about.type().orElse(null))
        .addInteger(about.attempts())
        .addInteger(about.replay())
        .addBoolean(about.inDoubt())
        .addInteger(record.partition())
        .addLong(record.offset())
        .addOffsetDateTime(Instant.ofEpochMilli(record.timestamp()).atOffset(ZoneOffset.UTC))
        .addString(about.origin().map(Parked.Origin::topic).orElse(null))
        .addLong(about.origin().map(Parked.Origin::offset).orElse(record.offset()))
        .addOffsetDateTime(about.firstSeen().atOffset(ZoneOffset.UTC));
  }

  /**
   * Removes the rows of what Kafka has deleted.
   *
   * @param begins where each partition begins now
   */
  Uni<Void> expire(Map<TopicPartition, Long> begins) {
    return pool.preparedQuery(EXPIRE)
        .executeBatch(
            begins.entrySet().stream()
                .sorted(Comparator.comparing(e -> e.getKey().partition()))
                .map(e -> Tuple.of(e.getKey().partition(), e.getValue()))
                .toList())
        .replaceWithVoid();
  }
}
