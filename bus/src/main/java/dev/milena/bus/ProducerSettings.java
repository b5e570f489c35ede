package dev.milena.bus;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the producer is told. */
final class ProducerSettings {
  /**
   * Records of one partition that share a request: some sixty of 1 KB. Kafka's default of 16 KB
   * would be full before the one in front of it is answered.
   */
  private static final int BATCH_BYTES = 64 * 1024;

  /**
   * What batches may take beyond the bytes admitted: each that is open takes {@link #BATCH_BYTES}
   * at least, and a hub of ten platforms has some 400 partitions.
   */
  private static final long BUFFER_SPARE_BYTES = 400L * BATCH_BYTES;

  /**
   * How long the metadata of a topic that nobody appends to is kept. Kafka forgets after five
   * minutes by default, and the next append would wait for it.
   */
  private static final Duration METADATA_KEPT = Duration.ofDays(3650);

  private ProducerSettings() {}

  static Map<String, Object> of(Map<String, Object> kafka, BusConfig config) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(
        ProducerConfig.CLIENT_ID_CONFIG, "milena-appender-" + ProcessHandle.current().pid());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, TopicPartitioner.class.getName());
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, config.recordBytesMax());
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG, config.inFlightBytesMax() + BUFFER_SPARE_BYTES);
    times(settings, config);
    settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.putAll(config.producer());
    return settings;
  }

  private static void times(Map<String, Object> settings, BusConfig config) {
    long delivery = config.deliveryTimeout().toMillis();
    long linger = config.linger().toMillis();
    // Kafka refuses a delivery timeout below linger and one attempt together.
    long request =
        Math.clamp(config.requestTimeout().toMillis(), 1, Math.max(1, delivery - linger));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) request);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, linger);
    // An event loop calls send: it must fail where it would wait for metadata or memory.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_KEPT.toMillis());
    settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, request);
    // A broker that is back should be found within the time that a webhook waits.
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
  }
}
