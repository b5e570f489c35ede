package dev.milena.router.pipeline;

import dev.milena.bus.Traces;
import dev.milena.router.intake.Channels;
import dev.milena.router.intake.Effect;
import dev.milena.router.intake.Holdings;
import dev.milena.router.intake.Intake;
import io.opentelemetry.context.Context;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Where events come in: each batch is read, settled in Postgres, and becomes commands and accepted
 * events.
 */
@ApplicationScoped
class EventsIn {
  private final Intake intake;
  private final Intake.Work work;
  private final Settling settling;
  private final Transactions transactions;
  private final Packing packing;
  private final RouterTracing tracing;
  private final Counts counts;

  EventsIn(
      Intake intake,
      @Identifier(Channels.EVENTS) Holdings holdings,
      Settling settling,
      Transactions transactions,
      Packing packing,
      RouterTracing tracing,
      Counts counts) {
    this.intake = intake;
    this.work = new Intake.Work(Channels.EVENTS, holdings, this::work);
    this.settling = settling;
    this.transactions = transactions;
    this.packing = packing;
    this.tracing = tracing;
    this.counts = counts;
  }

  @Incoming(Channels.EVENTS)
  Uni<Void> take(ConsumerRecords<String, byte[]> batch) {
    return intake.take(work, batch);
  }

  private Uni<Effect> work(UUID topic, List<ConsumerRecord<String, byte[]>> records) {
    long began = System.nanoTime();
    Reading reading = Reading.of(records);
    return settling
        .settle(reading.arrivals())
        .chain(() -> transactions.run(topic, reading.arrivals()))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(draft -> effect(reading, draft, began));
  }

  private Effect effect(Reading reading, Draft draft, long began) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    List<Context> traces = new ArrayList<>();
    for (Case c : draft.cases()) {
      Context trace = tracing.routed(c);
      traces.add(trace);
      c.records().forEach(r -> Traces.inject(trace, r.headers()));
      records.addAll(c.records());
    }
    reading.unreadable().forEach(r -> records.add(packing.unreadable(r)));
    draft.keep().run();
    return new Effect(records, () -> done(reading, draft, traces, began));
  }

  private void done(Reading reading, Draft draft, List<Context> traces, long began) {
    traces.forEach(tracing::done);
    counts.finished(draft, reading.unreadable().size());
    reading.arrivals().stream()
        .mapToLong(a -> a.record().timestamp())
        .min()
        .ifPresent(oldest ->
            counts.took(
                Duration.ofNanos(System.nanoTime() - began),
                reading.arrivals().size(),
                Instant.ofEpochMilli(oldest)));
  }
}
