package dev.milena.bus;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Appends records to Kafka and says when they are safe: all in-sync replicas have them. One
 * producer for the whole process; thread-safe.
 *
 * <p>Never blocks the caller, be it an event loop: what does not fit into the bytes in flight is
 * refused at once, and the producer is set up so that it waits for nothing. A result comes within
 * about the delivery timeout, on the Vert.x context of whoever subscribed, or on a worker where
 * there is none. A failure means: not acknowledged; the record may still be there.
 *
 * <p>Records that are appended one after the other to one partition lie there in that order. Each
 * subscription to a returned {@link Uni} appends once.
 */
@Singleton
public class Appender {
  private final NonBlockingProducer producer;
  private final Room room;

  Appender(@Identifier("default-kafka-broker") Map<String, Object> kafka, BusConfig config) {
    this.room = new Room(config.inFlightBytesMax());
    this.producer = new NonBlockingProducer(ProducerSettings.of(kafka, config), config);
  }

  /**
   * Appends one record. Fails with {@link OverloadedException} or {@link NotReadyException} when it
   * was not sent, with {@link org.apache.kafka.common.errors.RecordTooLargeException} when no
   * attempt would help, else with what Kafka says.
   */
  public Uni<RecordMetadata> append(ProducerRecord<String, byte[]> record) {
    return submit(List.of(record)).map(Submission::lastPlace);
  }

  /**
   * Appends all of them, and is done when each is acknowledged or has failed, so that nothing of
   * them is waiting here any more. Fails if any failed. They are admitted together or not at all; a
   * list that is larger than the bound itself is admitted when nothing else is on its way.
   */
  public Uni<Void> appendAll(List<ProducerRecord<String, byte[]>> records) {
    return records.isEmpty()
        ? Uni.createFrom().voidItem()
        : submit(List.copyOf(records)).replaceWithVoid();
  }

  private Uni<Submission> submit(List<ProducerRecord<String, byte[]>> records) {
    return Uni.createFrom().emitter(emitter -> submit(records, emitter));
  }

  private void submit(
      List<ProducerRecord<String, byte[]>> records, UniEmitter<? super Submission> emitter) {
    long bytes = records.stream().mapToLong(Records::bytes).sum();
    if (!room.take(bytes)) {
      emitter.fail(
          new OverloadedException(
              "More than " + room.max() + " bytes would be on their way to Kafka"));
      return;
    }
    Executor caller = callersExecutor();
    Submission submission =
        new Submission(
            records,
            (done, failure) -> {
              room.giveBack(bytes);
              caller.execute(() -> tell(emitter, done, failure));
            });
    producer.send(submission);
  }

  /** The Vert.x context of whoever calls this, or a worker where there is none. */
  static Executor callersExecutor() {
    Context context = Vertx.currentContext();
    return context == null
        ? Infrastructure.getDefaultExecutor()
        : task -> context.runOnContext(ignored -> task.run());
  }

  private static void tell(
      UniEmitter<? super Submission> emitter, Submission done, Throwable failure) {
    if (failure == null) {
      emitter.complete(done);
    } else {
      emitter.fail(failure);
    }
  }

  /**
   * Asks Kafka for the metadata of topics, so that their first records do not wait for it; from now
   * on {@link #ready()} wants to know them. Blocks.
   *
   * @throws org.apache.kafka.common.KafkaException when Kafka cannot be reached or has no such
   *     topic
   */
  void warm(Collection<String> topics) {
    producer.warm(topics);
  }

  /** Whether Kafka has been reached and the topics of the start are known. */
  public boolean ready() {
    return producer.ready();
  }

  /** Bytes that were admitted and are neither acknowledged nor failed. */
  public long inFlightBytes() {
    return room.taken();
  }

  /**
   * Refuses what comes now, sends what was admitted, and waits for the answers within the delivery
   * timeout.
   */
  @PreDestroy
  void close() {
    producer.close();
  }
}
