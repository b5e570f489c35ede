package dev.milena.router.retention;

import dev.milena.bus.KafkaAnswer;
import dev.milena.bus.TopicOffsets;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Deletes from topics what everybody has done who reads them. Does not know whose groups those are:
 * the slowest one that ever committed decides, and one that reads without having committed yet
 * holds everything back. Blocks the calling thread.
 */
@ApplicationScoped
class Trimmer {
  /** Bound for one question to Kafka. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** The client's own bound comes first, with its better words. */
  private static final Duration WITHIN = ANSWER.multipliedBy(2);

  private final Map<String, Object> kafka;

  Trimmer(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = new HashMap<>(kafka);
    this.kafka.put(AdminClientConfig.CLIENT_ID_CONFIG, "milena-trim");
    this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis() / 2);
  }

  /**
   * Deletes what is done and was appended before that time.
   *
   * @return how many records went
   * @throws KafkaException when Kafka cannot be reached or refuses; may be tried again
   */
  long trim(Predicate<String> topics, Instant before) {
    try (Admin admin = Admin.create(kafka)) {
      TopicOffsets offsets = new TopicOffsets(admin, WITHIN);
      List<TopicPartition> partitions = offsets.partitions(names(admin, topics));
      Map<TopicPartition, Long> done = done(admin);
      Map<TopicPartition, Long> begins = offsets.begins(partitions);
      Map<TopicPartition, Long> young = offsets.firstSince(partitions, before);
      Map<TopicPartition, RecordsToDelete> cuts = new HashMap<>();
      long records = 0;
      for (TopicPartition p : partitions) {
        long cut = Math.min(done.getOrDefault(p, 0L), young.get(p));
        if (cut > begins.get(p)) {
          cuts.put(p, RecordsToDelete.beforeOffset(cut));
          records += cut - begins.get(p);
        }
      }
      answer(admin.deleteRecords(cuts).all());
      return records;
    }
  }

  /** Whether nothing is left in topics that was appended before that time. */
  boolean holdNothingBefore(Predicate<String> topics, Instant time) {
    try (Admin admin = Admin.create(kafka)) {
      TopicOffsets offsets = new TopicOffsets(admin, WITHIN);
      List<TopicPartition> partitions = offsets.partitions(names(admin, topics));
      Map<TopicPartition, Long> begins = offsets.begins(partitions);
      Map<TopicPartition, Long> young = offsets.firstSince(partitions, time);
      return partitions.stream().allMatch(p -> begins.get(p) >= young.get(p));
    }
  }

  private static Set<String> names(Admin admin, Predicate<String> topics) {
    return answer(admin.listTopics().names()).stream().filter(topics).collect(Collectors.toSet());
  }

  /** By partition, how far all its readers are; absent where somebody has not begun. */
  private static Map<TopicPartition, Long> done(Admin admin) {
    List<String> groups =
        answer(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
            .map(GroupListing::groupId)
            .toList();
    Map<TopicPartition, Long> done = new HashMap<>();
    Map<String, Map<TopicPartition, Long>> committed = committed(admin, groups);
    committed.values().forEach(c -> c.forEach((p, offset) -> done.merge(p, offset, Math::min)));
    Map<String, ConsumerGroupDescription> described =
        answer(admin.describeConsumerGroups(groups).all());
    described.forEach((group, description) ->
        description.members().stream()
            .flatMap(m -> m.assignment().topicPartitions().stream())
            .filter(p -> !committed.get(group).containsKey(p))
            .forEach(done::remove));
    return done;
  }

  private static Map<String, Map<TopicPartition, Long>> committed(
      Admin admin, List<String> groups) {
    Map<String, ListConsumerGroupOffsetsSpec> all =
        groups.stream().collect(Collectors.toMap(g -> g, g -> new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
    answer(admin.listConsumerGroupOffsets(all).all())
        .forEach((group, offsets) ->
            committed.put(
                group,
                offsets.entrySet().stream()
                    .filter(e -> e.getValue() != null)
                    .collect(Collectors.toMap(Entry::getKey, e -> e.getValue().offset()))));
    return committed;
  }

  private static <T> T answer(KafkaFuture<T> future) {
    return KafkaAnswer.of(future, WITHIN);
  }
}
