package dev.milena.bus;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Records that somebody waits for together. Told of each, it tells of all when the last one is
 * done. Thread-safe.
 */
final class Submission {
  private final List<ProducerRecord<String, byte[]>> records;
  private final BiConsumer<Submission, Throwable> whenDone;
  private final AtomicInteger left;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile RecordMetadata lastPlace;

  /**
   * @param whenDone is called once, with the first failure or null, on Kafka's thread: it must be
   *     quick
   */
  Submission(
      List<ProducerRecord<String, byte[]>> records, BiConsumer<Submission, Throwable> whenDone) {
    this.records = records;
    this.whenDone = whenDone;
    this.left = new AtomicInteger(records.size());
  }

  List<ProducerRecord<String, byte[]>> records() {
    return records;
  }

  /** Where the record that was acknowledged last lies: of one record, where it lies. */
  RecordMetadata lastPlace() {
    return lastPlace;
  }

  /** One record was acknowledged, or failed. */
  void done(RecordMetadata place, Throwable error) {
    if (error == null) {
      lastPlace = place;
    } else {
      failure.compareAndSet(null, error);
    }
    if (left.decrementAndGet() == 0) {
      whenDone.accept(this, failure.get());
    }
  }

  /** Nothing of it was sent. */
  void fail(Throwable error) {
    failure.compareAndSet(null, error);
    if (left.getAndSet(0) > 0) {
      whenDone.accept(this, failure.get());
    }
  }
}
