package dev.milena.router.api;

import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.Records;
import dev.milena.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What lies on {@code milena.events} at this moment. */
public final class Events {
  private Events() {}

  /** The records of one event, all of them that the topic has now. */
  public static List<ConsumerRecord<String, byte[]>> of(String eventId) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers());
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(Topics.EVENTS).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      consumer.assign(all);
      consumer.seekToBeginning(all);
      List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(r -> {
              if (Records.find(r.headers(), "ce_id").filter(eventId::equals).isPresent()) {
                found.add(r);
              }
            });
      }
      return found;
    }
  }
}
