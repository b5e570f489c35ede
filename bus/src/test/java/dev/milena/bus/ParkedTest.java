package dev.milena.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Topics;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ParkedTest {
  private static final AccountRef ACCOUNT = new AccountRef("chat", "shop");
  private static final String CONVERSATION = "chat/shop/789";
  private static final Instant TAKEN = Instant.parse("2026-01-01T00:00:00Z");

  private static ConsumerRecord<String, byte[]> event() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_id", "chat/1/2/created".getBytes(UTF_8));
    headers.add("ce_type", "dev.milena.message.created".getBytes(UTF_8));
    headers.add("__smallrye_x", "1".getBytes(UTF_8));
    return at(Topics.EVENTS, 42, TAKEN, CONVERSATION, headers);
  }

  private static ConsumerRecord<String, byte[]> at(
      String topic, long offset, Instant time, String key, RecordHeaders headers) {
    return new ConsumerRecord<>(
        topic,
        0,
        offset,
        time.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key,
        "{}".getBytes(UTF_8),
        headers,
        Optional.empty());
  }

  private static ConsumerRecord<String, byte[]> read(
      ProducerRecord<String, byte[]> written, long offset) {
    return at(
        written.topic(),
        offset,
        TAKEN.plusSeconds(offset),
        written.key(),
        new RecordHeaders(written.headers()));
  }

  @Test
  void whatHasAnEndlessIdIsNamedAfterItsPlace() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_id", "x".repeat(20_000).getBytes(UTF_8));

    ProducerRecord<String, byte[]> parked =
        Parked.aside(
            at(Topics.EVENTS, 42, TAKEN, CONVERSATION, headers),
            ACCOUNT,
            Parked.Setback.of("unreadable", 0, 0));

    assertThat(parked.key()).isEqualTo(Topics.EVENTS + "-0@42");
    assertThat(Records.find(parked.headers(), "ce_id"))
        .hasValueSatisfying(id -> assertThat(id).hasSize(20_000));
  }

  @Test
  void whatIsSetAsideSaysWhyAndWhereItWas() {
    ProducerRecord<String, byte[]> aside =
        Parked.aside(event(), ACCOUNT, Parked.Setback.of("poison", 1, 0));

    assertThat(aside.topic()).isEqualTo(Topics.PARKED);
    assertThat(aside.headers().lastHeader("__smallrye_x")).isNull();
    assertThat(Parked.of(read(aside, 7)))
        .isEqualTo(
            new Parked(
                "chat/1/2/created",
                ACCOUNT,
                "poison",
                1,
                TAKEN,
                Optional.of(new Parked.Origin(Topics.EVENTS, 42)),
                Optional.of(CONVERSATION),
                0,
                false,
                Optional.of("dev.milena.message.created")));
  }

  @Test
  void whatIsPlayedAgainIsWhatItWasButForItsNumber() {
    ConsumerRecord<String, byte[]> aside =
        read(Parked.aside(event(), ACCOUNT, Parked.Setback.of("poison", 1, 0)), 7);

    ProducerRecord<String, byte[]> again = Parked.again(aside, 1);

    assertThat(again.topic()).isEqualTo(Topics.EVENTS);
    assertThat(again.key()).isEqualTo(CONVERSATION);
    assertThat(Records.find(again.headers(), "ce_replay")).contains("1");
    assertThat(Records.find(again.headers(), "ce_id")).contains("chat/1/2/created");
    assertThat(Records.find(again.headers(), "ce_cause")).isEmpty();
    assertThat(Records.find(again.headers(), Records.ACCOUNT_HEADER)).isEmpty();
  }

  @Test
  void whatFailsAgainIsARecordOfItsOwnInItsOldPlace() {
    ConsumerRecord<String, byte[]> first =
        read(Parked.aside(event(), ACCOUNT, Parked.Setback.of("poison", 1, 0)), 7);
    ConsumerRecord<String, byte[]> played = read(Parked.again(first, 1), 99);

    Parked second =
        Parked.of(read(Parked.aside(played, ACCOUNT, Parked.Setback.of("poison", 1, 1)), 100));
    Parked third =
        Parked.of(read(Parked.aside(first, ACCOUNT, Parked.Setback.of("horizon", 3, 1)), 101));

    assertThat(second.key()).isEqualTo("chat/1/2/created#1").isEqualTo(third.key());
    assertThat(second.replay()).isEqualTo(1);
    assertThat(second.firstSeen()).isEqualTo(TAKEN);
    assertThat(second.origin()).contains(new Parked.Origin(Topics.EVENTS, 42));
    assertThat(third.origin()).contains(new Parked.Origin(Topics.EVENTS, 42));
    assertThat(third.conversation()).contains(CONVERSATION);
  }

  @Test
  void tombstoneLiesWhereItsRecordDoes() {
    ProducerRecord<String, byte[]> aside =
        Parked.aside(event(), ACCOUNT, Parked.Setback.of("poison", 1, 0));
    ProducerRecord<String, byte[]> gone = Parked.tombstone(aside.key(), ACCOUNT);

    assertThat(gone.value()).isNull();
    assertThat(TopicPartitioner.forced(gone, 1000))
        .isPresent()
        .isEqualTo(TopicPartitioner.forced(aside, 1000));
  }
}
