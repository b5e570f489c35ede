package dev.milena.router.pipeline;

import dev.milena.router.decisions.Decision.Outcome;
import dev.milena.router.intake.RecordLimit;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Makes the records of a case. One that Kafka would not take would make its whole batch wait for
 * ever: such a case is parked alone.
 */
@Singleton
class Packing {
  private static final Logger LOG = Logger.getLogger(Packing.class);

  /** Stands in for data that does not fit: an object, as every reader expects. */
  private static final byte[] NOTHING = {'{', '}'};

  private final RecordLimit limit;

  Packing(RecordLimit limit) {
    this.limit = limit;
  }

  void pack(Case c) {
    c.becomes(Outputs.of(c));
    if (c.records().stream().allMatch(limit::allows)) {
      return;
    }
    LOG.errorf(
        "Event %s at %s would become a record that Kafka does not take, and is parked",
        c.event().id(), Outputs.place(c.arrival().record()));
    c.park(c.decide(Outcome.TOO_LARGE, "record_too_large", Optional.empty()));
    c.becomes(List.of(fitting(Outputs.of(c).getFirst())));
  }

  /** A record that is no event, to be parked. */
  ProducerRecord<String, byte[]> unreadable(ConsumerRecord<String, byte[]> record) {
    return fitting(Outputs.parked(record, Outputs.accountOf(record), "unreadable"));
  }

  /** Parked without its data where even the headers of parked work are too much. */
  private ProducerRecord<String, byte[]> fitting(ProducerRecord<String, byte[]> parked) {
    return limit.allows(parked)
        ? parked
        : new ProducerRecord<>(parked.topic(), null, null, parked.key(), NOTHING, parked.headers());
  }
}
