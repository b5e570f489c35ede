package dev.milena.bus;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Where topics begin, and where in them a moment lies. Reads no record. Blocks; every question ends
 * within its bound, and fails as {@link KafkaAnswer#of} says.
 *
 * @param within bound for each question
 */
public record TopicOffsets(Admin admin, Duration within) {

  /** All partitions of the topics. */
  public List<TopicPartition> partitions(Collection<String> topics) {
    return KafkaAnswer.of(admin.describeTopics(topics).allTopicNames(), within).values().stream()
        .flatMap(t ->
            IntStream.range(0, t.partitions().size())
                .mapToObj(i -> new TopicPartition(t.name(), i)))
        .toList();
  }

  /** By partition, the first offset that is still there. */
  public Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.earliest());
  }

  /**
   * By partition, the offset of the first record of that time or later; the end if there is none.
   */
  public Map<TopicPartition, Long> firstSince(Collection<TopicPartition> partitions, Instant time) {
    // The end first: what is appended between the two questions must not count as old.
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> since =
        offsets(partitions, OffsetSpec.forTimestamp(time.toEpochMilli()));
    return partitions.stream()
        .collect(Collectors.toMap(p -> p, p -> since.get(p) < 0 ? ends.get(p) : since.get(p)));
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(p -> p, p -> which));
    return KafkaAnswer.of(admin.listOffsets(asked).all(), within).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
  }
}
