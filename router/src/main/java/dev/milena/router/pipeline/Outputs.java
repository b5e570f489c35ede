package dev.milena.router.pipeline;

import dev.milena.bus.Parked;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.Conversation;
import dev.milena.model.Delivery;
import dev.milena.model.DeliveryReport;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Keys;
import dev.milena.model.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes records of what was decided. Pure. */
final class Outputs {
  private Outputs() {}

  /** Commands first: who reads the accepted event may rely on them being on their way. */
  static List<ProducerRecord<String, byte[]>> of(Case c) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>(c.commands().size() + 1);
    Instant causedAt = Instant.ofEpochMilli(c.arrival().record().timestamp());
    c.commands().forEach(command -> records.add(of(command, causedAt)));
    c.told().forEach(delivery -> records.add(of(delivery, causedAt)));
    switch (c.fate()) {
      case ACCEPTED -> {
        c.topics().forEach(topic -> records.add(passedOn(c, topic)));
        seen(c.event()).ifPresent(seen -> records.add(of(seen, causedAt)));
        accepted(c).ifPresent(records::add);
      }
      case PARKED -> records.add(parked(c.arrival().record(), c.event().account(), cause(c)));
      case DROPPED, ERASED, OPEN -> {}
    }
    return records;
  }

  private static ProducerRecord<String, byte[]> of(Command command, Instant causedAt) {
    String topic = Topics.outbound(command.to().platform(), command.priority());
    ProducerRecord<String, byte[]> record =
        Records.toRecord(topic, command.key(), Envelopes.wrap(command));
    Records.setAttribute(record.headers(), Records.CAUSED_AT, causedAt.toString());
    return record;
  }

  private static ProducerRecord<String, byte[]> of(Delivery delivery, Instant causedAt) {
    ProducerRecord<String, byte[]> record =
        Records.toRecord(Topics.DELIVERIES, delivery.key(), Envelopes.wrap(delivery));
    Records.setAttribute(record.headers(), Records.CAUSED_AT, causedAt.toString());
    return record;
  }

  /** A status that names a call of ours settles it, should its answer have been lost. */
  private static Optional<Delivery> seen(Event event) {
    return event.what() instanceof Happening.DeliveryStatus(var report)
        ? report
            .call()
            .flatMap(call -> event.conversation().map(where -> seen(event, report, call, where)))
        : Optional.empty();
  }

  private static Delivery seen(
      Event event, DeliveryReport report, DeliveryReport.Call call, Conversation where) {
    return new Delivery(
        call.command(),
        call.step(),
        call.steps(),
        Address.of(where.ref(event.account())),
        Delivery.Result.SEEN,
        Optional.empty(),
        Optional.empty(),
        List.of(report.messageId()),
        0,
        event.time(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A request to send is no news of a platform and stays inside. */
  private static Optional<ProducerRecord<String, byte[]>> accepted(Case c) {
    if (c.event().what() instanceof Happening.SendRequested) {
      return Optional.empty();
    }
    return Optional.of(passedOn(c, Topics.ACCEPTED));
  }

  /** The event's own bytes and key, and who wrote it. */
  private static ProducerRecord<String, byte[]> passedOn(Case c, String topic) {
    ProducerRecord<String, byte[]> record = Records.forward(c.arrival().record(), topic);
    Parked.withoutForeign(record.headers());
    c.person().ifPresent(p -> Records.setAttribute(record.headers(), "person", p.toString()));
    return record;
  }

  private static String cause(Case c) {
    return c.decision().map(d -> d.outcome().name().toLowerCase(Locale.ROOT)).orElse("poison");
  }

  /** Sets a record aside whole, with its reasons beside it. */
  static ProducerRecord<String, byte[]> parked(
      ConsumerRecord<String, byte[]> record, AccountRef account, String cause) {
    return Parked.aside(record, account, Parked.Setback.of(cause, 1, Parked.replay(record)));
  }

  /** The account of a record that cannot be read: that of its key, as far as it has one. */
  static AccountRef accountOf(ConsumerRecord<String, byte[]> record) {
    List<String> parts = record.key() == null ? List.of() : Keys.split(record.key());
    boolean named = parts.size() >= 2 && !parts.get(0).isBlank() && !parts.get(1).isBlank();
    return named
        ? new AccountRef(parts.get(0), parts.get(1))
        : new AccountRef("unknown", "unknown");
  }

  static String place(ConsumerRecord<String, byte[]> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }
}
