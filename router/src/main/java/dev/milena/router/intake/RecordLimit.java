package dev.milena.router.intake;

import dev.milena.bus.BusConfig;
import dev.milena.bus.Records;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * How large a record may be. Known from {@link BusConfig#recordBytesMax()}; learnt where a broker
 * or a topic takes less: what made a batch fail is then parked when the batch is tried again.
 */
@Singleton
public class RecordLimit {
  private static final Logger LOG = Logger.getLogger(RecordLimit.class);

  /** Room for what Kafka counts around a record, about a hundred bytes, and for trace headers. */
  static final int SPARE_BYTES = 1024;

  private final AtomicLong bytesMax;

  RecordLimit(BusConfig config) {
    this.bytesMax = new AtomicLong(config.recordBytesMax());
  }

  /** Whether Kafka takes it, as far as is known. */
  public boolean allows(ProducerRecord<String, byte[]> record) {
    return Records.bytes(record) + SPARE_BYTES <= bytesMax.get();
  }

  /** Kafka found one of these too large. It does not say which: the largest. */
  void refused(List<ProducerRecord<String, byte[]>> records) {
    long largest = records.stream().mapToLong(Records::bytes).max().orElse(0);
    long now = bytesMax.accumulateAndGet(largest + SPARE_BYTES - 1, Math::min);
    LOG.errorf(
        "Kafka does not take a record of %d bytes although milena.kafka.record-bytes-max allows it:"
            + " a broker or topic has a lower max.message.bytes. What is larger than %d bytes is parked from now on",
        largest, now - SPARE_BYTES);
  }
}
