package dev.milena.ingress;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The group member behind stream ownership. A plain consumer and not a messaging channel: its
 * records are read again from the beginning at every assignment, its commits are a lease and not
 * progress, and it must be polled while nothing comes.
 *
 * @param kafka used by one thread only
 */
record StreamConsumer(Consumer<String, byte[]> kafka) {
  /** A third of the session timeout, as Kafka advises. */
  private static final int HEARTBEATS_PER_SESSION = 3;

  static StreamConsumer open(Map<String, Object> broker, IngressConfig.Streams config) {
    Map<String, Object> settings = new HashMap<>(broker);
    int session = (int) config.sessionTimeout().toMillis();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / HEARTBEATS_PER_SESSION);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return new StreamConsumer(
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer()));
  }
}
