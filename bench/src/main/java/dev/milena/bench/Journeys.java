package dev.milena.bench;

import dev.milena.bus.Records;
import dev.milena.model.Delivery;
import dev.milena.model.Envelopes;
import dev.milena.model.Json;
import dev.milena.model.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Where messages spent their time on their way through the hub, by the times at which the broker
 * took each record of theirs.
 */
final class Journeys {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Journey> byEvent = new HashMap<>();

  /** When each record of one message was taken, in milliseconds of the clock; 0: not seen. */
  private static final class Journey {
    private long received;
    private long event;
    private long accepted;
    private long command;
    private long started;
    private long delivered;
    private String result = "";
  }

  /** Of all messages whose event was appended since then. */
  static Journeys since(String kafka, Instant from) {
    Journeys journeys = new Journeys();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<String> topics = consumer.listTopics().keySet().stream().sorted().toList();
      read(consumer, from, List.of(Topics.EVENTS), journeys::event);
      read(consumer, from, List.of(Topics.ACCEPTED), journeys::accepted);
      read(
          consumer,
          from,
          topics.stream().filter(t -> t.startsWith(Topics.OUTBOUND_PREFIX)).toList(),
          journeys::command);
      read(consumer, from, List.of(Topics.DELIVERIES), journeys::delivery);
    }
    return journeys;
  }

  private static void read(
      KafkaConsumer<String, byte[]> consumer,
      Instant from,
      List<String> topics,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader) {
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(t -> consumer.partitionsFor(t).stream())
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, OffsetAndTimestamp> begins =
        consumer.offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(p -> p, p -> from.toEpochMilli())));
    ends.forEach((p, end) -> {
      OffsetAndTimestamp begin = begins.get(p);
      consumer.seek(p, begin == null ? end : begin.offset());
    });
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      consumer.poll(POLL).forEach(reader);
    }
  }

  private void event(ConsumerRecord<String, byte[]> record) {
    Journey journey = byEvent.computeIfAbsent(id(record), id -> new Journey());
    journey.received =
        Instant.parse(Json.tree(record.value()).path("receivedAt").asText()).toEpochMilli();
    journey.event = record.timestamp();
  }

  /** Events and commands are trimmed when they are done; this topic and deliveries are not. */
  private void accepted(ConsumerRecord<String, byte[]> record) {
    byEvent.computeIfAbsent(id(record), id -> new Journey()).accepted = record.timestamp();
  }

  private void command(ConsumerRecord<String, byte[]> record) {
    Journey journey = byEvent.get(Json.tree(record.value()).path("cause").asText());
    if (journey != null) {
      journey.command = record.timestamp();
    }
  }

  private void delivery(ConsumerRecord<String, byte[]> record) {
    Delivery delivery = Envelopes.delivery(Records.fromRecord(record));
    Journey journey = byEvent.get(delivery.cause().orElse(""));
    if (journey == null) {
      return;
    }
    journey.result =
        delivery.result().name().toLowerCase(Locale.ROOT)
            + delivery.reason().map(" "::concat).orElse("");
    if (delivery.result() == Delivery.Result.STARTED && journey.started == 0) {
      journey.started = record.timestamp();
    } else if (delivery.result() == Delivery.Result.DELIVERED) {
      journey.delivered = record.timestamp();
    }
  }

  private static String id(ConsumerRecord<String, byte[]> record) {
    return Objects.requireNonNull(Records.fromRecord(record).id());
  }

  /** How long each leg took, in milliseconds. */
  Map<String, Histogram> legs() {
    Map<String, Histogram> legs = new LinkedHashMap<>();
    for (Journey j : byEvent.values()) {
      add(legs, "webhook read to event in Kafka", j.received, j.event);
      add(legs, "event to accepted", j.event, j.accepted);
      add(legs, "event to command", j.event, j.command);
      add(legs, "command to begun", j.command, j.started);
      add(legs, "begun to delivered", j.started, j.delivered);
      add(legs, "event to delivered", j.event, j.delivered);
    }
    return legs;
  }

  /** What did not get through, by how far it came: ids of events. Once nothing moves any more. */
  Map<String, List<String>> unfinished() {
    Map<String, List<String>> unfinished = new TreeMap<>();
    byEvent.forEach((event, journey) -> {
      if (journey.delivered == 0) {
        unfinished.computeIfAbsent(end(journey), e -> new ArrayList<>()).add(event);
      }
    });
    return unfinished;
  }

  private static String end(Journey j) {
    if (!j.result.isEmpty()) {
      return j.result;
    }
    return j.command != 0 ? "command" : j.accepted != 0 ? "accepted" : "event";
  }

  private static void add(Map<String, Histogram> legs, String leg, long from, long to) {
    if (from != 0 && to != 0) {
      legs.computeIfAbsent(leg, l -> new Histogram(3)).recordValue(Math.max(0, to - from));
    }
  }
}
