package dev.milena.bus;

import dev.milena.model.Priority;
import dev.milena.model.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How a topic must be.
 *
 * @param fixedCount whether its partition count must be the configured one, since others are shared
 *     out with it
 * @param configs by their Kafka names
 */
record TopicSpec(
    String name,
    int partitions,
    short replication,
    boolean fixedCount,
    Map<String, String> configs) {
  /**
   * With that many copies, two must have a record before it counts, and one broker may still fail.
   */
  private static final int COPIES_FOR_TWO_IN_SYNC = 3;

  /**
   * How long a segment is written to. Retention takes whole closed segments only: with Kafka's
   * seven days a quiet partition would keep its texts for a week.
   */
  private static final Duration SEGMENT = Duration.ofHours(1);

  /** Shorter where credentials lie: what was replaced is to go. */
  private static final Duration SECRET_SEGMENT = Duration.ofMinutes(10);

  /** How long something replaced or deleted may remain in a compacted topic. */
  private static final Duration COMPACTION_LAG_MAX = Duration.ofHours(1);

  /** The topics that every hub has. */
  static List<TopicSpec> core(TopicsConfig settings) {
    return List.of(
        of(Topics.EVENTS, settings, false, kept(settings.retention())),
        of(Topics.ACCEPTED, settings, false, kept(settings.retention())),
        of(Topics.DELIVERIES, settings, true, kept(settings.retention())),
        of(Topics.PARKED, settings, false, compactedFor(settings.parkedRetention())),
        of(Topics.FEED, settings, false, kept(settings.retention())),
        of(Topics.ACCOUNTS, settings, false, compacted()),
        of(Topics.CURSORS, settings, false, compacted()),
        of(Topics.ERASED, settings, false, compactedFor(Erased.keptFor(settings))));
  }

  /** The topics of commands for one platform. */
  static Stream<TopicSpec> outbound(String platform, TopicsConfig settings) {
    return Arrays.stream(Priority.values())
        .map(priority ->
            of(Topics.outbound(platform, priority), settings, true, kept(settings.retention())));
  }

  /** A topic that a route leads to: nothing of the hub reads it. */
  static TopicSpec routed(String name, TopicsConfig settings) {
    return of(name, settings, false, kept(settings.retention()));
  }

  private static TopicSpec of(
      String name, TopicsConfig settings, boolean fixedCount, Map<String, String> special) {
    Map<String, String> configs = new HashMap<>(special);
    // Kafka's clock: a message that a platform repeats after a week must not be old on arrival.
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    configs.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    configs.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
        settings.replication() >= COPIES_FOR_TWO_IN_SYNC ? "2" : "1");
    return new TopicSpec(
        name, settings.partitions(), settings.replication(), fixedCount, Map.copyOf(configs));
  }

  private static Map<String, String> kept(Duration retention) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG, millis(retention),
        TopicConfig.SEGMENT_MS_CONFIG, millis(min(SEGMENT, retention)));
  }

  /** Compacted as well: a text that has to go is overwritten under its record's id. */
  private static Map<String, String> compactedFor(Duration retention) {
    Map<String, String> configs = new HashMap<>(kept(retention));
    configs.put(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);
    configs.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.01");
    configs.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(COMPACTION_LAG_MAX));
    return configs;
  }

  private static Map<String, String> compacted() {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT,
        TopicConfig.SEGMENT_MS_CONFIG,
        millis(SECRET_SEGMENT),
        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
        "0.01",
        TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
        millis(COMPACTION_LAG_MAX));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  NewTopic asNew() {
    return new NewTopic(name, partitions, replication).configs(configs);
  }
}
