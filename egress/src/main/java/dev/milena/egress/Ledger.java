package dev.milena.egress;

import dev.milena.bus.Appender;
import dev.milena.bus.Records;
import dev.milena.bus.Traces;
import dev.milena.model.AccountRef;
import dev.milena.model.Delivery;
import dev.milena.model.Envelopes;
import dev.milena.model.Topics;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Writes down what became of commands, and sets aside those that cannot be done. What Kafka does
 * not take is offered again until it does, or until the partition is somebody else's. Thread-safe.
 */
@ApplicationScoped
class Ledger {
  private static final Duration AGAIN_FIRST = Duration.ofMillis(100);

  /** An outage of Kafka is noticed by everybody; asking every two seconds adds nothing to it. */
  private static final Duration AGAIN_MAX = Duration.ofSeconds(2);

  /** What SmallRye adds for itself stays here. */
  private static final String SMALLRYE_PREFIX = "__smallrye";

  private final Appender appender;

  Ledger(Appender appender) {
    this.appender = appender;
  }

  /** Done when Kafka has it; fails only when {@code ours} has become false. */
  Uni<Void> write(Delivery delivery, Context trace, BooleanSupplier ours) {
    ProducerRecord<String, byte[]> record =
        Records.toRecord(Topics.DELIVERIES, delivery.key(), Envelopes.wrap(delivery));
    Traces.inject(trace, record.headers());
    return persistently(record, ours);
  }

  private Uni<Void> persistently(ProducerRecord<String, byte[]> record, BooleanSupplier ours) {
    return appender
        .append(record)
        .onFailure(failure -> ours.getAsBoolean() && !(failure instanceof RecordTooLargeException))
        .retry()
        .withBackOff(AGAIN_FIRST, AGAIN_MAX)
        .indefinitely()
        .replaceWithVoid();
  }

  /**
   * Why something is set aside.
   *
   * @param cause a word from the fixed vocabulary
   * @param attempts how often it was tried
   * @param firstSeen when Kafka took it
   */
  record Setback(String cause, int attempts, Instant firstSeen) {}

  /** Sets the whole record aside, with its reasons beside it. */
  Uni<Void> park(
      ConsumerRecord<String, byte[]> record,
      AccountRef account,
      Setback why,
      BooleanSupplier ours) {
    Headers headers = Records.copy(record.headers());
    List<String> foreign =
        java.util.Arrays.stream(headers.toArray())
            .map(Header::key)
            .filter(k -> k.startsWith(SMALLRYE_PREFIX))
            .toList();
    foreign.forEach(headers::remove);
    Records.setAccount(headers, account);
    Records.setAttribute(headers, "cause", why.cause());
    Records.setAttribute(headers, "attempts", Integer.toString(why.attempts()));
    Records.setAttribute(headers, "firstseen", why.firstSeen().toString());
    Records.setAttribute(headers, "origintopic", record.topic());
    return parked(
        new ProducerRecord<>(Topics.PARKED, null, null, name(record), record.value(), headers),
        ours);
  }

  /** With its reasons it may just be too large: then its conversation goes on without it. */
  private Uni<Void> parked(ProducerRecord<String, byte[]> record, BooleanSupplier ours) {
    return persistently(record, ours)
        .onFailure(RecordTooLargeException.class)
        .invoke(failure -> Log.tooLarge(record.key()))
        .onFailure(RecordTooLargeException.class)
        .recoverWithNull();
  }

  /** The event's id, or where the record lay if it has none. */
  private static String name(ConsumerRecord<String, byte[]> record) {
    return Optional.ofNullable(record.headers().lastHeader(Records.ATTRIBUTE_PREFIX + "id"))
        .map(header -> new String(header.value(), StandardCharsets.UTF_8))
        .orElseGet(() -> record.topic() + "-" + record.partition() + "@" + record.offset());
  }
}
