package dev.milena.embedded;

import dev.milena.model.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads along on {@code milena.events}, to tell under which trace each event travels. Used by one
 * thread.
 */
final class TraceTape implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  /** The event is there before what it caused: a second is plenty. */
  private static final int LOOKS = 20;

  /**
   * Length of a trace id in a traceparent header, and where it begins: {@code 00-<trace id>-<span
   * id>-<flags>}.
   */
  private static final int TRACE_FROM = 3;

  private static final int TRACE_TO = 35;

  private final Consumer<String, byte[]> consumer;
  private final Map<String, String> traceByEvent = new HashMap<>();

  private TraceTape(Consumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  static TraceTape open(String kafka) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        consumer.partitionsFor(Topics.EVENTS).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
    return new TraceTape(consumer);
  }

  /**
   * The trace of the newest event of a conversation whose id contains the given message id; empty:
   * none yet.
   */
  Optional<String> traceOf(String messageId) {
    for (int look = 0; look < LOOKS && find(messageId).isEmpty(); look++) {
      consumer.poll(POLL).forEach(this::note);
    }
    return find(messageId);
  }

  private void note(ConsumerRecord<String, byte[]> record) {
    text(record, "ce_id")
        .ifPresent(id ->
            text(record, "traceparent")
                .filter(t -> t.length() > TRACE_TO)
                .ifPresent(t -> traceByEvent.put(id, t.substring(TRACE_FROM, TRACE_TO))));
  }

  private Optional<String> find(String messageId) {
    return traceByEvent.entrySet().stream()
        .filter(e -> e.getKey().contains("/" + messageId + "/"))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<String> text(ConsumerRecord<String, byte[]> record, String name) {
    return Optional.ofNullable(record.headers().lastHeader(name))
        .map(Header::value)
        .map(v -> new String(v, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
