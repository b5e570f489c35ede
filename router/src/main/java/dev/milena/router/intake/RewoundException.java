package dev.milena.router.intake;

import org.apache.kafka.common.TopicPartition;

/** A partition starts far behind where it was done before. */
final class RewoundException extends RuntimeException {
  RewoundException(TopicPartition partition, long start, long done) {
    super(
        partition
            + " would start at "
            + start
            + " although everything before "
            + done
            + " is done: the group's offsets are"
            + " lost, or Kafka was restored. Set the offsets right, or set milena.router.accept-rewind=true to go through"
            + " it once more; what is remembered is not sent twice");
  }
}
