package dev.milena.ingress;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * How far a group is with a topic, measured by the topic's retention. No record is read: the first
 * offset that is young enough is compared with the one that the group goes on at. Blocks.
 *
 * @param answer bound for each question
 */
record Progress(Admin admin, String group, String topic, Duration answer) {
  /** Kafka's word for "for ever". */
  private static final long UNLIMITED = -1;

  /**
   * Whether a record that the group has not done is older than a share of the retention.
   *
   * @throws KafkaException when Kafka does not say
   */
  boolean isBehind(double share, Instant now) throws InterruptedException {
    long retention = retentionMillis();
    if (retention == UNLIMITED) {
      return false;
    }
    long oldest = now.toEpochMilli() - (long) (share * retention);
    List<TopicPartition> all = partitions();
    Map<TopicPartition, OffsetAndMetadata> committed =
        wait(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> first = offsets(all, OffsetSpec.earliest());
    Map<TopicPartition, Long> young = offsets(all, OffsetSpec.forTimestamp(oldest));
    Map<TopicPartition, Long> end = offsets(all, OffsetSpec.latest());
    return all.stream()
        .anyMatch(p -> {
          OffsetAndMetadata done = committed.get(p);
          long next = Math.max(first.get(p), done == null ? 0 : done.offset());
          // Absent: nothing is that young.
          return next < (young.get(p) < 0 ? end.get(p) : young.get(p));
        });
  }

  private long retentionMillis() throws InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return Long.parseLong(
        wait(admin.describeConfigs(List.of(resource)).all())
            .get(resource)
            .get(TopicConfig.RETENTION_MS_CONFIG)
            .value());
  }

  private List<TopicPartition> partitions() throws InterruptedException {
    return wait(admin.describeTopics(List.of(topic)).allTopicNames())
        .get(topic)
        .partitions()
        .stream()
        .map(p -> new TopicPartition(topic, p.partition()))
        .toList();
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> of, OffsetSpec which)
      throws InterruptedException {
    return wait(admin.listOffsets(of.stream().collect(Collectors.toMap(p -> p, p -> which))).all())
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Progress::offset));
  }

  private static long offset(Map.Entry<TopicPartition, ListOffsetsResultInfo> answer) {
    return answer.getValue().offset();
  }

  private <T> T wait(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get(answer.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("Kafka did not answer within " + answer, e);
    }
  }
}
