package dev.milena.router.api.parked;

import dev.milena.bus.TopicReader;
import dev.milena.model.Topics;
import dev.milena.router.parked.ParkedRecord;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads parked records from Kafka, where alone their texts are. Nothing is kept. */
@ApplicationScoped
class ParkedTexts {
  /** Less than the API waits: connecting and one fetch take tens of milliseconds. */
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final Map<String, Object> kafka;

  ParkedTexts(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  /** Absent: it is gone. */
  Uni<Optional<ConsumerRecord<String, byte[]>>> find(ParkedRecord parked) {
    return Uni.createFrom()
        .item(() -> read(parked))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  /** A topic that was made anew has other records at the old places. */
  private Optional<ConsumerRecord<String, byte[]>> read(ParkedRecord parked) {
    TopicPartition partition = new TopicPartition(Topics.PARKED, parked.place().partition());
    try (Consumer<String, byte[]> consumer = TopicReader.open(kafka, "parked-text")) {
      List<ConsumerRecord<String, byte[]>> found =
          TopicReader.pick(consumer, partition, WITHIN, parked.place().position());
      return found.stream()
          .filter(r -> parked.about().key().equals(r.key()) && r.value() != null)
          .findFirst();
    }
  }
}
