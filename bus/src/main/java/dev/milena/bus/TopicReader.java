package dev.milena.bus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads what lies in partitions, up to the end that they have at the moment of asking. No group:
 * nothing is committed and nobody else is disturbed.
 *
 * <p>Blocks the calling thread, which is none of Vert.x's event loops.
 */
public final class TopicReader {
  /**
   * One poll returns early when there is something; this only bounds how late a deadline is seen.
   */
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * Records between two wanted ones that are read over; beyond that a seek is cheaper than the
   * bytes.
   */
  private static final long READ_OVER = 200;

  private TopicReader() {}

  /** Where to begin. What retention has already taken is passed over in silence. */
  public sealed interface From {
    /** With what is still there. */
    record Beginning() implements From {}

    /** With an offset. */
    record Offset(long offset) implements From {}

    /** With what was appended at that time or later. */
    record Time(Instant time) implements From {}

    From BEGINNING = new Beginning();

    static From offset(long offset) {
      return new Offset(offset);
    }

    static From time(Instant time) {
      return new Time(time);
    }
  }

  /**
   * Reads one partition to its present end.
   *
   * @param kafka where Kafka is: the client settings
   * @param each gets every record, in order
   * @param within bound for all of it, connecting included
   * @throws TimeoutException when the end was not reached in time; what was read until then was
   *     handed over
   */
  public static void read(
      Map<String, Object> kafka,
      TopicPartition partition,
      From from,
      Duration within,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> each) {
    try (Consumer<String, byte[]> consumer = open(kafka, "read")) {
      readToEnd(consumer, List.of(partition), from, within, each);
    }
  }

  /**
   * Reads single records of one partition.
   *
   * @param consumer assigned to anything before, to this partition afterwards
   * @param offsets ascending, at least one
   * @param within bound for all of it
   * @return the records at these offsets, as far as they are still there
   * @throws TimeoutException when they were not read in time
   */
  public static List<ConsumerRecord<String, byte[]>> pick(
      Consumer<String, byte[]> consumer,
      TopicPartition partition,
      Duration within,
      long... offsets) {
    Deadline deadline = new Deadline(within);
    List<TopicPartition> one = List.of(partition);
    Set<Long> missing = LongStream.of(offsets).boxed().collect(Collectors.toSet());
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    long first = consumer.beginningOffsets(one, deadline.left()).get(partition);
    long end = consumer.endOffsets(one, deadline.left()).get(partition);
    long last = Math.min(offsets[offsets.length - 1], end - 1);
    consumer.assign(one);
    long position = Math.max(first, offsets[0]);
    consumer.seek(partition, position);
    int next = 0;
    while (position <= last) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(min(POLL, deadline.left()))) {
        if (missing.remove(record.offset())) {
          found.add(record);
        }
      }
      position = consumer.position(partition, deadline.left());
      while (next < offsets.length && offsets[next] < position) {
        next++;
      }
      if (next < offsets.length && offsets[next] - position > READ_OVER) {
        position = offsets[next];
        consumer.seek(partition, position);
      }
      if (position <= last && deadline.left().isZero()) {
        throw new TimeoutException("Records of " + partition + " were not read in time");
      }
    }
    return found;
  }

  /**
   * Reads all partitions of a topic to their present ends; order holds within each.
   *
   * @see #read
   */
  public static void readAll(
      Map<String, Object> kafka,
      String topic,
      From from,
      Duration within,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> each) {
    try (Consumer<String, byte[]> consumer = open(kafka, "read")) {
      readToEnd(consumer, partitions(consumer, topic, within), from, within, each);
    }
  }

  /**
   * Assigns the partitions to the consumer and reads them to their present end. The consumer then
   * stands there, and can go on.
   *
   * @throws TimeoutException when the end was not reached in time
   */
  static void readToEnd(
      Consumer<String, byte[]> consumer,
      Collection<TopicPartition> partitions,
      From from,
      Duration within,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> each) {
    Deadline deadline = new Deadline(within);
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, deadline.left());
    seek(consumer, partitions, from, ends, deadline);
    while (!reached(consumer, ends, deadline)) {
      consumer.poll(min(POLL, deadline.left())).forEach(each);
    }
  }

  /** All partitions of a topic, once the broker knows it. */
  public static List<TopicPartition> partitions(
      Consumer<String, byte[]> consumer, String topic, Duration within) {
    List<PartitionInfo> known = consumer.partitionsFor(topic, within);
    if (known == null || known.isEmpty()) {
      throw new TimeoutException("The topic " + topic + " does not exist");
    }
    return known.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
  }

  /** A consumer without a group. {@code purpose} is a part of its client id. */
  public static Consumer<String, byte[]> open(Map<String, Object> kafka, String purpose) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "milena-" + purpose + "-" + UUID.randomUUID());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static void seek(
      Consumer<String, byte[]> consumer,
      Collection<TopicPartition> partitions,
      From from,
      Map<TopicPartition, Long> ends,
      Deadline deadline) {
    switch (from) {
      case From.Beginning() -> consumer.seekToBeginning(partitions);
      case From.Offset(long offset) -> {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, deadline.left());
        partitions.forEach(
            p -> consumer.seek(p, Math.max(begins.get(p), Math.min(offset, ends.get(p)))));
      }
      case From.Time(Instant time) -> {
        Map<TopicPartition, Long> times =
            partitions.stream().collect(Collectors.toMap(p -> p, p -> time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> first =
            consumer.offsetsForTimes(times, deadline.left());
        partitions.forEach(
            p -> consumer.seek(p, first.get(p) == null ? ends.get(p) : first.get(p).offset()));
      }
    }
  }

  /** By position, not by the records seen: compaction leaves gaps, also at the end. */
  private static boolean reached(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Deadline deadline) {
    Set<TopicPartition> behind =
        ends.entrySet().stream()
            .filter(end -> consumer.position(end.getKey(), deadline.left()) < end.getValue())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (!behind.isEmpty() && deadline.left().isZero()) {
      throw new TimeoutException("The end of " + behind + " was not reached in time");
    }
    return behind.isEmpty();
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** By the monotonic clock. */
  private record Deadline(long nanos) {
    Deadline(Duration within) {
      this(System.nanoTime() + within.toNanos());
    }

    Duration left() {
      return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }
  }
}
