package dev.milena.egress;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes commands from the channel, a poll's worth at a time, and hands them to their docks, at
 * once: nothing that waits in a lane holds up reading. What is done is committed by {@link
 * Commits}, not by acknowledging.
 */
@ApplicationScoped
class Intake {
  private final Docks docks;

  Intake(Docks docks) {
    this.docks = docks;
  }

  @Incoming(CommandChannel.NAME)
  @SuppressWarnings("unchecked")
  Uni<Void> take(Message<List<byte[]>> polled) {
    IncomingKafkaRecordBatchMetadata<String, byte[]> batch =
        polled.getMetadata(IncomingKafkaRecordBatchMetadata.class).orElseThrow();
    return docks.take(batch.getRecords(), batch.getConsumerGroupGenerationId());
  }
}
