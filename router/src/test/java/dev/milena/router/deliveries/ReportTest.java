package dev.milena.router.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Address;
import dev.milena.model.CommandIds;
import dev.milena.model.ConversationRef;
import dev.milena.model.Delivery;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Envelopes;
import dev.milena.model.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTest {
  private static final ConversationRef DESK =
      ConversationRef.of(new AccountRef("desk", "one"), "42");

  @ParameterizedTest
  @EnumSource(
      value = Result.class,
      names = {"REJECTED", "PARKED", "MISCONFIGURED"})
  void whatIsGivenUpOrHeldIsNewsForTheVisitor(Result result) {
    assertThat(report(result, 1).isFailure()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Result.class,
      names = {"DELIVERED", "THROTTLED", "UNCONFIRMED", "READDRESSED", "EXPIRED"})
  void whatMayBeThereOrIsOnlyLateIsNone(Result result) {
    assertThat(report(result, 3).isFailure()).isFalse();
  }

  @Test
  void deskThatIsNotReachedIsNewsOnceAfterAFewTries() {
    assertThat(
            List.of(1, 2, 3, 4, 500).stream().filter(n -> report(Result.UNREACHED, n).isFailure()))
        .containsExactly(3);
  }

  private static Report report(Result result, int attempt) {
    Delivery delivery =
        new Delivery(
            CommandIds.of("event", 0, "relay", DESK.key()),
            1,
            1,
            Address.of(DESK),
            result,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            attempt,
            Instant.now(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    ProducerRecord<String, byte[]> record =
        Records.toRecord(Topics.DELIVERIES, delivery.key(), Envelopes.wrap(delivery));
    return Report.read(
            List.of(
                new ConsumerRecord<>(
                    Topics.DELIVERIES,
                    0,
                    7,
                    0,
                    TimestampType.LOG_APPEND_TIME,
                    0,
                    0,
                    record.key(),
                    record.value(),
                    record.headers(),
                    Optional.empty())))
        .getFirst();
  }
}
