package dev.milena.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.bus.AccountTable;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Topics;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a router does that died between its transaction and its commit: another one meets the same
 * records.
 */
@QuarkusTest
@QuarkusTestResource(Backing.class)
class RerunIT {
  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final UUID TOPIC = UUID.randomUUID();

  @Inject Transactions transactions;
  @Inject AccountTable accounts;
  @Inject Tables tables;

  @BeforeEach
  void accountsAreThere() {
    Awaitility.await().atMost(WITHIN).until(() -> accounts.all().size() >= 7);
  }

  @Test
  void rerunSendsTheSameCommandsAndSaysSinceWhen() {
    Event event =
        Hub.event(new AccountRef("chat", "shop"), Hub.randomChat(), "u1", Hub.text("1", "hello"));
    List<Arrival> batch = List.of(arrival(event, 0, 7));

    Command first = commands(batch).getFirst();
    Command again = commands(batch).getFirst();

    assertThat(first.again()).isEmpty();
    assertThat(again.again()).isPresent();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.to()).isEqualTo(first.to());
    assertThat(again.action()).isEqualTo(first.action());
  }

  @Test
  void sameEventElsewhereIsARepeat() {
    Event event =
        Hub.event(new AccountRef("chat", "shop"), Hub.randomChat(), "u1", Hub.text("1", "hello"));
    commands(List.of(arrival(event, 0, 8)));

    Draft draft = run(List.of(arrival(event, 1, 8)));

    assertThat(draft.cases()).isEmpty();
    assertThat(draft.repeats()).hasSize(1);
  }

  @Test
  void sameEventTwiceInOneBatchIsARepeatToo() {
    Event event =
        Hub.event(new AccountRef("chat", "shop"), Hub.randomChat(), "u1", Hub.text("1", "hello"));

    Draft draft = run(List.of(arrival(event, 0, 9), arrival(event, 0, 10)));

    assertThat(draft.cases()).hasSize(1);
    assertThat(draft.repeats()).hasSize(1);
  }

  @Test
  void sameOffsetOfATopicMadeAnewIsNotTheSamePlace() {
    Event event =
        Hub.event(new AccountRef("chat", "shop"), Hub.randomChat(), "u1", Hub.text("1", "hello"));
    commands(List.of(arrival(event, 0, 11)));

    Draft draft =
        transactions.run(UUID.randomUUID(), List.of(arrival(event, 0, 11))).await().atMost(WITHIN);

    assertThat(draft.repeats()).hasSize(1);
  }

  @Test
  void denialOfTheFirstRunIsToldAgainByTheSameCommand() {
    Event event =
        Hub.event(
            new AccountRef("chat", "guarded"), Hub.randomChat(), "bad", Hub.text("1", "hello"));
    List<Arrival> batch = List.of(arrival(event, 0, 12));

    Command first = commands(batch).getFirst();
    Command again = commands(batch).getFirst();

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.again()).isPresent();
  }

  @Test
  void rerunOfStartGivesTheSameCode() {
    Event event =
        Hub.event(
            new AccountRef("chat", "linking"),
            Hub.randomChat(),
            "u1",
            Hub.command("1", "start", ""));
    List<Arrival> batch = List.of(arrival(event, 0, 13));

    Command first = commands(batch).getFirst();
    Command again = commands(batch).getFirst();

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(((Action.Send) again.action()).content().text())
        .isEqualTo(((Action.Send) first.action()).content().text());
  }

  /** The router before the update had a word for it that this one does not know. */
  @Test
  void rerunOfWhatANewerRouterDecidedIsDecidedAnew() {
    Event event =
        Hub.event(
            new AccountRef("chat", "guarded"), Hub.randomChat(), "bad", Hub.text("1", "hello"));
    List<Arrival> batch = List.of(arrival(event, 0, 14));
    commands(batch);
    tables.run("UPDATE decision SET outcome = 'enchanted' WHERE event_id = '" + event.id() + "'");

    assertThat(commands(batch)).hasSize(1);
  }

  private List<Command> commands(List<Arrival> batch) {
    return run(batch).cases().stream().flatMap(c -> c.commands().stream()).toList();
  }

  private Draft run(List<Arrival> batch) {
    return transactions.run(TOPIC, batch).await().atMost(WITHIN);
  }

  private static Arrival arrival(Event event, int partition, long offset) {
    ProducerRecord<String, byte[]> made =
        Records.toRecord(Topics.EVENTS, event.key(), Envelopes.wrap(event));
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(
            Topics.EVENTS,
            partition,
            offset,
            System.currentTimeMillis(),
            TimestampType.LOG_APPEND_TIME,
            0,
            made.value().length,
            made.key(),
            made.value(),
            made.headers(),
            Optional.empty());
    return Arrival.of(record, event, 0);
  }
}
