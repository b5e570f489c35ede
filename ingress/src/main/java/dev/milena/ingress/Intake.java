package dev.milena.ingress;

import dev.milena.bus.Appender;
import dev.milena.bus.Feeds;
import dev.milena.bus.Records;
import dev.milena.bus.Traces;
import dev.milena.model.AccountRef;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Topics;
import dev.milena.platform.FeedEntry;
import dev.milena.platform.Translation;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Appends what came in. When the {@code Uni} completes, Kafka has it; when it fails, nobody may be
 * told "taken".
 */
@Singleton
class Intake {
  private final Appender appender;
  private final IngressMetrics metrics;

  Intake(Appender appender, IngressMetrics metrics) {
    this.appender = appender;
    this.metrics = metrics;
  }

  /**
   * Appends the events in their order, and the whole input where something in it was never heard
   * of.
   *
   * @param raw the input as it came
   * @param trace what the events continue
   */
  Uni<Void> append(
      AccountRef account, Translation translation, Supplier<byte[]> raw, Context trace) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>(translation.events().size() + 1);
    for (Event event : translation.events()) {
      records.add(
          traced(Records.toRecord(Topics.EVENTS, event.key(), Envelopes.wrap(event)), trace));
    }
    if (translation.hasUnknown()) {
      records.add(traced(Unmapped.park(account, raw.get(), reasons(translation)), trace));
    }
    if (records.isEmpty()) {
      metrics.ignored(account, translation.skipped().size());
      return Uni.createFrom().voidItem();
    }
    return appender
        .appendAll(records)
        .onFailure(Intake::tooLarge)
        .recoverWithUni(() -> appender.appendAll(stubs(account, translation, raw, trace)))
        .invoke(() -> count(account, translation));
  }

  /** Appends what the people of a conversation are to see of it. */
  Uni<Void> show(List<FeedEntry> entries, Context trace) {
    return appender.appendAll(
        entries.stream()
            .map(
                e -> traced(Feeds.toRecord(e.conversation(), e.id(), e.data(), e.lasting()), trace))
            .toList());
  }

  private void count(AccountRef account, Translation translation) {
    metrics.appended(account, translation.events().size());
    metrics.ignored(account, translation.skipped().size());
  }

  private static String reasons(Translation translation) {
    return translation.skipped().stream()
        .map(Translation.Skipped::reason)
        .distinct()
        .collect(Collectors.joining(","));
  }

  private static boolean tooLarge(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure.getCause() instanceof RecordTooLargeException;
  }

  /**
   * What Kafka cannot hold goes in as an event without its content, or as the beginning of a body
   * that nobody understood: a refusal would make the platform repeat it, and block that chat behind
   * it for a day.
   */
  private List<ProducerRecord<String, byte[]>> stubs(
      AccountRef account, Translation translation, Supplier<byte[]> raw, Context trace) {
    metrics.oversized(account);
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (Event event : translation.events()) {
      Event stub = Unmapped.oversized(event);
      records.add(traced(Records.toRecord(Topics.EVENTS, stub.key(), Envelopes.wrap(stub)), trace));
    }
    if (translation.hasUnknown()) {
      byte[] whole = raw.get();
      byte[] beginning = Arrays.copyOf(whole, Math.min(whole.length, Unmapped.BEGINNING_BYTES));
      records.add(traced(Unmapped.park(account, beginning, reasons(translation)), trace));
    }
    return records;
  }

  private static ProducerRecord<String, byte[]> traced(
      ProducerRecord<String, byte[]> record, Context trace) {
    Traces.inject(trace, record.headers());
    return record;
  }
}
