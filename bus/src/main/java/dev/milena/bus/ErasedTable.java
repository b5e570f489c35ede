package dev.milena.bus;

import dev.milena.model.Json;
import dev.milena.model.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Whom the hub was told to forget, as {@code milena.erased} has it: for stages that have no
 * database. Read to its end before a process is ready, then followed. Thread-safe.
 */
@ApplicationScoped
public class ErasedTable {
  private static final Logger LOG = Logger.getLogger(ErasedTable.class);

  private final KeyedHash hash;
  private final TopicFollower follower;

  /** Touched by the follower's thread alone. */
  private final Map<String, Instant> until = new HashMap<>();

  private volatile Erased known;

  /** What a record says. */
  private record Entry(Instant at) {}

  ErasedTable(@Identifier("default-kafka-broker") Map<String, Object> kafka, KeyedHash hash) {
    this.hash = hash;
    this.known = new Erased(hash, Map.of());
    this.follower = new TopicFollower(kafka, Topics.ERASED, "erased", this::read, () -> {});
  }

  /**
   * The record by which the router tells of somebody.
   *
   * @param name see {@link Erased#name}
   * @param at until when what was written is to be passed over
   */
  public static ProducerRecord<String, byte[]> toRecord(String name, Instant at) {
    return new ProducerRecord<>(Topics.ERASED, name, Json.bytes(new Entry(at)));
  }

  /** The list as it is now. */
  public Erased now() {
    return known;
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    try {
      if (record.value() == null) {
        until.remove(record.key());
      } else {
        until.put(record.key(), Json.read(Json.object(record.value()), Entry.class).at());
      }
      known = new Erased(hash, until);
    } catch (Json.UnreadableException e) {
      LOG.errorf(
          "The record at %s-%d@%d tells of nobody: %s",
          record.topic(), record.partition(), record.offset(), e.getMessage());
    }
  }

  void start() {
    follower.start();
  }

  void awaitReady(Duration within) {
    follower.awaitReady(within);
  }

  @PreDestroy
  void close() {
    follower.close();
  }
}
