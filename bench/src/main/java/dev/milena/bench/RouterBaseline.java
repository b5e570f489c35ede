package dev.milena.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The least that could do a router's work: a consumer, Jackson, a producer. An event is parsed,
 * passed on as it came, and becomes one command to a fixed conversation; what is read is committed
 * once all of it is acknowledged. No database: nothing is remembered, identified, judged, linked or
 * looked up, and a redelivery is doubled.
 */
@Command(name = "bare-router", hidden = true)
final class RouterBaseline implements Callable<Integer> {
  /** As many as the hub's router takes at once. */
  private static final int BATCH = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(index = "0")
  private String kafka;

  /** Until it is ended. */
  @Override
  public Integer call() throws IOException {
    try (KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        KafkaConsumer<String, byte[]> consumer =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers", kafka,
                    "group.id", "bare",
                    "auto.offset.reset", "earliest",
                    "enable.auto.commit", "false",
                    "max.poll.records", Integer.toString(BATCH)),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(RouterTopics.BARE.events()));
      while (!Thread.currentThread().isInterrupted()) {
        ConsumerRecords<String, byte[]> batch = consumer.poll(Duration.ofMillis(100));
        for (ConsumerRecord<String, byte[]> event : batch) {
          producer.send(command(event));
          producer.send(accepted(event));
        }
        producer.flush();
        consumer.commitAsync();
      }
      return 0;
    }
  }

  private static ProducerRecord<String, byte[]> command(ConsumerRecord<String, byte[]> event)
      throws IOException {
    JsonNode data = JSON.readTree(event.value());
    ObjectNode command = JSON.createObjectNode();
    command.put("id", "to-the-desk-" + event.offset()).put("type", "message.send");
    command
        .putObject("to")
        .put("platform", "desk")
        .put("account", "main")
        .put("conversation", data.path("conversation").path("id").asText());
    command.putObject("content").put("text", data.path("message").path("text").asText());
    return new ProducerRecord<>(
        RouterTopics.BARE.commands(), event.key(), JSON.writeValueAsBytes(command));
  }

  private static ProducerRecord<String, byte[]> accepted(ConsumerRecord<String, byte[]> event) {
    return new ProducerRecord<>(
        RouterTopics.BARE.accepted(), null, event.key(), event.value(), event.headers());
  }
}
