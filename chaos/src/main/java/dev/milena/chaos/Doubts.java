package dev.milena.chaos;

import dev.milena.bus.Records;
import dev.milena.model.Delivery;
import dev.milena.model.Envelopes;
import dev.milena.model.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Calls of which nobody knew whether they were done, and which the platform has no key to
 * recognise: the stated window within which a message may come twice. Told from the deliveries,
 * which egress writes before and after such calls.
 */
final class Doubts {
  private static final Duration READ_MAX = Duration.ofSeconds(60);

  /** Steps that cannot be repeated without harm: only for those a start is noted. */
  private final Set<String> started = new HashSet<>();

  private final Map<String, Integer> byConversation = new HashMap<>();
  private final Map<String, Integer> expired = new HashMap<>();
  private final Map<String, Integer> given = new HashMap<>();

  /** Reads all deliveries from the first to the present last. */
  static Doubts read(String kafka) {
    Doubts doubts = new Doubts();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "enable.auto.commit", "false"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.DELIVERIES).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.seekToBeginning(partitions);
      long until = System.nanoTime() + READ_MAX.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (System.nanoTime() > until) {
          throw new Facts.NotInTimeException("The deliveries could not be read");
        }
        consumer.poll(Duration.ofMillis(200)).forEach(doubts::note);
      }
    }
    return doubts;
  }

  private void note(ConsumerRecord<String, byte[]> record) {
    note(Envelopes.delivery(Records.fromRecord(record)));
  }

  void note(Delivery delivery) {
    String step = delivery.command() + "#" + delivery.step();
    switch (delivery.result()) {
      case STARTED -> started.add(step);
      case UNCONFIRMED -> {
        if (started.contains(step)) {
          byConversation.merge(delivery.key(), 1, Integer::sum);
        }
      }
      case REJECTED, PARKED, EXPIRED -> {
        if (delivery.result() == Delivery.Result.EXPIRED) {
          expired.merge(delivery.key(), 1, Integer::sum);
        }
        given.merge(
            delivery.key() + " " + delivery.result() + " " + delivery.reason().orElse(""),
            1,
            Integer::sum);
      }
      case SEEN, DELIVERED, THROTTLED, UNREACHED, READDRESSED, MISCONFIGURED, REPLAYED, OTHER -> {}
    }
  }

  /** How many messages may have come twice into a conversation. */
  int in(String conversationKey) {
    return byConversation.getOrDefault(conversationKey, 0);
  }

  /** How many messages were dropped because their deadline had come. */
  int expiredIn(String conversationKey) {
    return expired.getOrDefault(conversationKey, 0);
  }

  /** On a whole platform. */
  int onPlatform(String platform) {
    return byConversation.entrySet().stream()
        .filter(e -> e.getKey().startsWith(platform + "/"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** What egress gave up in a conversation, and why. */
  List<String> givenUp(String conversationKey) {
    return given.entrySet().stream()
        .filter(e -> e.getKey().startsWith(conversationKey + " "))
        .map(e -> e.getKey().substring(conversationKey.length() + 1) + " ×" + e.getValue())
        .toList();
  }
}
