package dev.milena.egress;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A command as it lies in Kafka.
 *
 * @param record key, headers and value
 * @param kept whether it counts against the {@link Budget}; what was read again does not
 */
record Text(ConsumerRecord<String, byte[]> record, boolean kept) {
  /** What a record weighs beside its value: key, headers, and what Java adds. */
  private static final int AROUND = 512;

  static long size(ConsumerRecord<String, byte[]> record) {
    return AROUND + (record.value() == null ? 0 : record.value().length);
  }

  long size() {
    return size(record);
  }

  long offset() {
    return record.offset();
  }

  /** When Kafka took it. */
  Instant appended() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** Where it lies, and nothing of what it says. */
  @Override
  public String toString() {
    return "Text[" + record.topic() + "-" + record.partition() + "@" + record.offset() + "]";
  }
}
