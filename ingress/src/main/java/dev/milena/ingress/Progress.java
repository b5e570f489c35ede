package dev.milena.ingress;

import dev.milena.bus.KafkaAnswer;
import dev.milena.bus.TopicOffsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

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
  boolean isBehind(double share, Instant now) {
    long retention = retentionMillis();
    if (retention == UNLIMITED) {
      return false;
    }
    TopicOffsets offsets = new TopicOffsets(admin, answer);
    List<TopicPartition> all = offsets.partitions(List.of(topic));
    Map<TopicPartition, OffsetAndMetadata> committed =
        KafkaAnswer.of(
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), answer);
    Map<TopicPartition, Long> begins = offsets.begins(all);
    Map<TopicPartition, Long> young =
        offsets.firstSince(all, now.minusMillis((long) (share * retention)));
    return all.stream()
        .anyMatch(p -> {
          OffsetAndMetadata done = committed.get(p);
          return Math.max(begins.get(p), done == null ? 0 : done.offset()) < young.get(p);
        });
  }

  private long retentionMillis() {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return Long.parseLong(
        KafkaAnswer.of(admin.describeConfigs(List.of(resource)).all(), answer)
            .get(resource)
            .get(TopicConfig.RETENTION_MS_CONFIG)
            .value());
  }
}
