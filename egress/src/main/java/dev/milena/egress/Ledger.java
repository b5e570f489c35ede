package dev.milena.egress;

import dev.milena.bus.Appender;
import dev.milena.bus.Parked;
import dev.milena.bus.Records;
import dev.milena.bus.Traces;
import dev.milena.model.AccountRef;
import dev.milena.model.Delivery;
import dev.milena.model.Envelopes;
import dev.milena.model.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Writes down what became of commands, and sets aside those that cannot be done. What Kafka does
 * not take is offered again until it does, or until the partition is somebody else's. Thread-safe.
 */
@Singleton
class Ledger {
  private static final Duration AGAIN_FIRST = Duration.ofMillis(100);

  /** An outage of Kafka is noticed by everybody; asking every two seconds adds nothing to it. */
  private static final Duration AGAIN_MAX = Duration.ofSeconds(2);

  /** The attribute of a parked command that says what of it is done. */
  static final String DONE = "done";

  private final Appender appender;

  Ledger(Appender appender) {
    this.appender = appender;
  }

  /**
   * Writes down what became of a command. Done when Kafka has it; fails only when {@code ours} has
   * become false.
   */
  Uni<Void> write(Delivery delivery, ConsumerRecord<String, byte[]> command, BooleanSupplier ours) {
    ProducerRecord<String, byte[]> record =
        Records.toRecord(Topics.DELIVERIES, delivery.key(), Envelopes.wrap(delivery));
    Traces.inject(Traces.extract(command.headers()), record.headers());
    Records.setAttribute(record.headers(), Records.CAUSED_AT, Records.causedAt(command).toString());
    return persistently(record, ours);
  }

  private Uni<Void> persistently(ProducerRecord<String, byte[]> record, BooleanSupplier ours) {
    return appender
        .append(record)
        .onFailure(failure -> isWorthAnother(failure, ours))
        .recoverWithUni(() -> offerAgain(record, ours))
        .replaceWithVoid();
  }

  /** Apart, since a pipeline that repeats costs more than the append itself. */
  private Uni<RecordMetadata> offerAgain(
      ProducerRecord<String, byte[]> record, BooleanSupplier ours) {
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(AGAIN_FIRST)
        .chain(() -> appender.append(record))
        .onFailure(failure -> isWorthAnother(failure, ours))
        .retry()
        .withBackOff(AGAIN_FIRST, AGAIN_MAX)
        .indefinitely();
  }

  private static boolean isWorthAnother(Throwable failure, BooleanSupplier ours) {
    return ours.getAsBoolean() && !(failure instanceof RecordTooLargeException);
  }

  /**
   * Sets the whole record aside, with its reasons beside it.
   *
   * @param done what of it is done, for when it is played again; empty: nothing
   */
  Uni<Void> park(
      ConsumerRecord<String, byte[]> record,
      AccountRef account,
      Parked.Setback why,
      String done,
      BooleanSupplier ours) {
    ProducerRecord<String, byte[]> aside = Parked.aside(record, account, why);
    aside.headers().remove(Records.ATTRIBUTE_PREFIX + DONE);
    if (!done.isEmpty()) {
      Records.setAttribute(aside.headers(), DONE, done);
    }
    return parked(aside, ours);
  }

  /** Takes a parked text away: it was acted on. */
  Uni<Void> unpark(String record, AccountRef account, BooleanSupplier ours) {
    return persistently(Parked.tombstone(record, account), ours);
  }

  /** With its reasons it may just be too large: then its conversation goes on without it. */
  private Uni<Void> parked(ProducerRecord<String, byte[]> record, BooleanSupplier ours) {
    return persistently(record, ours)
        .onFailure(RecordTooLargeException.class)
        .invoke(failure -> Log.tooLarge(record.key()))
        .onFailure(RecordTooLargeException.class)
        .recoverWithNull();
  }
}
