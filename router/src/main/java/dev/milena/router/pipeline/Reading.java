package dev.milena.router.pipeline;

import dev.milena.bus.Parked;
import dev.milena.bus.Records;
import dev.milena.model.CloudEvent;
import dev.milena.model.Envelopes;
import dev.milena.model.Json;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * The events of a batch.
 *
 * @param unreadable records that are no events, to be parked
 */
record Reading(List<Arrival> arrivals, List<ConsumerRecord<String, byte[]>> unreadable) {
  private static final Logger LOG = Logger.getLogger(Reading.class);

  static Reading of(List<ConsumerRecord<String, byte[]>> records) {
    List<Arrival> arrivals = new ArrayList<>(records.size());
    List<ConsumerRecord<String, byte[]>> unreadable = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        arrivals.add(read(record));
      } catch (Json.UnreadableException | IllegalArgumentException e) {
        LOG.errorf(
            "The record at %s is no event and is parked: %s",
            Outputs.place(record), e.getMessage());
        unreadable.add(record);
      }
    }
    return new Reading(arrivals, unreadable);
  }

  private static Arrival read(ConsumerRecord<String, byte[]> record) {
    CloudEvent envelope = Records.fromRecord(record);
    return Arrival.of(record, Envelopes.event(envelope), Parked.replay(record));
  }
}
