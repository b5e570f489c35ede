package dev.milena.router.pipeline;

import dev.milena.model.Event;
import dev.milena.router.store.Ids;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event as it lay in Kafka.
 *
 * @param replay how often an operator has had it played again
 * @param id of the event and its replay number
 */
record Arrival(ConsumerRecord<String, byte[]> record, Event event, int replay, UUID id) {
  static Arrival of(ConsumerRecord<String, byte[]> record, Event event, int replay) {
    return new Arrival(record, event, replay, Ids.event(event.id(), replay));
  }
}
