package dev.milena.router.deliveries;

import dev.milena.bus.Records;
import dev.milena.model.Delivery;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Envelopes;
import dev.milena.model.Json;
import dev.milena.router.store.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** A delivery as it lay in Kafka, with the ids of its rows. */
record Report(
    ConsumerRecord<String, byte[]> record, Delivery delivery, UUID command, UUID conversation) {
  private static final Logger LOG = Logger.getLogger(Report.class);

  /**
   * Reads a batch. What is no delivery is logged and passed over: it only tells about work that is
   * done elsewhere.
   */
  static List<Report> read(List<ConsumerRecord<String, byte[]>> records) {
    List<Report> reports = new ArrayList<>(records.size());
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        Delivery delivery = Envelopes.delivery(Records.fromRecord(record));
        reports.add(
            new Report(
                record,
                delivery,
                Ids.command(delivery.command()),
                Ids.conversation(delivery.to().ref())));
      } catch (Json.UnreadableException | IllegalArgumentException e) {
        LOG.errorf(
            "The record at %s-%d@%d is no delivery and is passed over: %s",
            record.topic(), record.partition(), record.offset(), e.getMessage());
      }
    }
    return reports;
  }

  /** Whether it tells something about the command: that a call is about to be made does not. */
  boolean tellsOutcome() {
    return delivery.result() != Result.STARTED;
  }

  boolean is(Result result) {
    return delivery.result() == result;
  }

  /** Whether the command will not be carried out unless somebody acts. */
  boolean isFailure() {
    return is(Result.REJECTED) || is(Result.PARKED);
  }
}
