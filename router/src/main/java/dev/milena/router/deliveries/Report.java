package dev.milena.router.deliveries;

import dev.milena.bus.Erased;
import dev.milena.bus.Records;
import dev.milena.model.Delivery;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Envelopes;
import dev.milena.model.Json;
import dev.milena.router.store.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** A delivery as it lay in Kafka, with the ids of its rows. */
record Report(
    ConsumerRecord<String, byte[]> record, Delivery delivery, UUID command, UUID conversation) {
  private static final Logger LOG = Logger.getLogger(Report.class);

  /**
   * Egress tries again after about 1 s and 2 s; a connection that was only dropped is back by then.
   */
  private static final int TRIES_BEFORE_NEWS = 3;

  /** Why a command was rejected that an operator dropped: that it failed was told before. */
  private static final Optional<String> DROPPED = Optional.of("dropped");

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

  /** Whether it tells of a command to somebody who was erased since. */
  boolean isOf(Erased erased) {
    return erased.covers(delivery.key(), Records.causedAt(record));
  }

  /**
   * Whether it tells something about the command: that a call is about to be made does not, and
   * what the platform tells by itself egress says again where it matters.
   */
  boolean tellsOutcome() {
    return delivery.result() != Result.STARTED && delivery.result() != Result.SEEN;
  }

  boolean is(Result result) {
    return delivery.result() == result;
  }

  /**
   * Whether the message is not there, and will not be soon: given up, held with its account, or on
   * a way that has been shut for some seconds. Told by one record of a command that waits, so that
   * a long outage is one piece of news.
   */
  boolean isFailure() {
    return switch (delivery.result()) {
      case REJECTED -> !delivery.reason().equals(DROPPED);
      case PARKED, MISCONFIGURED -> true;
      case UNREACHED -> delivery.attempt() == TRIES_BEFORE_NEWS;
      case STARTED,
          SEEN,
          DELIVERED,
          THROTTLED,
          UNCONFIRMED,
          READDRESSED,
          REPLAYED,
          EXPIRED,
          OTHER ->
          false;
    };
  }
}
