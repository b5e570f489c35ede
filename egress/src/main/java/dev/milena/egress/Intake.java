package dev.milena.egress;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes commands from the channel and hands each to its dock, at once: nothing that waits in a lane
 * holds up reading. What is done is committed by {@link Commits}, not by acknowledging.
 */
@ApplicationScoped
class Intake {
  private final Docks docks;

  Intake(Docks docks) {
    this.docks = docks;
  }

  @Incoming(CommandChannel.NAME)
  @SuppressWarnings("unchecked")
  Uni<Void> take(Message<byte[]> message) {
    IncomingKafkaRecordMetadata<String, byte[]> from =
        message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
    ConsumerRecord<String, byte[]> record = from.getRecord();
    return docks.take(record, from.getConsumerGroupGenerationId());
  }
}
