package dev.milena.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milena.model.CloudEvent;
import dev.milena.model.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
  private static final CloudEvent EVENT =
      new CloudEvent(
          "telegram/1/2/3/created",
          "/telegram/support",
          "dev.milena.message.created",
          Optional.of("чат"),
          Optional.of(Instant.parse("2026-01-01T00:00:00.120Z")),
          Map.of("person", "p-1"),
          "{\"a\":\"ё\"}".getBytes(UTF_8));

  @Test
  void everyPartOfAnEnvelopeSurvivesTheRecord() {
    // When
    CloudEvent read = Records.fromRecord(arrived(Records.toRecord("t", "k", EVENT)));

    // Then
    assertThat(read).usingRecursiveComparison().isEqualTo(EVENT);
  }

  @Test
  void attributesAreHeadersAsTheKafkaBindingSays() {
    // When
    ProducerRecord<String, byte[]> record = Records.toRecord("t", "k", EVENT);

    // Then
    assertThat(record.headers())
        .extracting(Header::key)
        .containsExactlyInAnyOrder(
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_subject",
            "ce_time",
            "ce_person",
            "content-type");
    assertThat(Records.find(record.headers(), "ce_specversion")).contains("1.0");
    assertThat(Records.find(record.headers(), "ce_time")).contains("2026-01-01T00:00:00.120Z");
    assertThat(Records.find(record.headers(), "content-type")).contains("application/json");
    assertThat(record.value()).isSameAs(EVENT.data());
    assertThat(record.key()).isEqualTo("k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_id", "ce_source", "ce_type"})
  void recordWithoutARequiredAttributeIsUnreadableAndSaysWhichAndWhere(String missing) {
    // Given
    ProducerRecord<String, byte[]> record = Records.toRecord("t", "k", EVENT);
    record.headers().remove(missing);

    // When / Then
    assertThatThrownBy(() -> Records.fromRecord(arrived(record)))
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageContaining(missing)
        .hasMessageContaining("t-3@7");
  }

  @Test
  void recordWithoutValueIsUnreadable() {
    // Given
    ProducerRecord<String, byte[]> record = Records.toRecord("t", "k", EVENT);
    ProducerRecord<String, byte[]> empty =
        new ProducerRecord<>("t", null, "k", null, record.headers());

    // When / Then
    assertThatThrownBy(() -> Records.fromRecord(arrived(empty)))
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageContaining("has no value");
  }

  @Test
  void timeThatIsNoneIsUnreadableAndNotQuoted() {
    // Given
    ProducerRecord<String, byte[]> record = Records.toRecord("t", "k", EVENT);
    Records.setAttribute(record.headers(), "time", "yesterday");

    // When / Then
    assertThatThrownBy(() -> Records.fromRecord(arrived(record)))
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageContaining("ce_time")
        .hasMessageNotContaining("yesterday");
  }

  @Test
  void timeWithAnOffsetIsReadToo() {
    // Given
    ProducerRecord<String, byte[]> record = Records.toRecord("t", "k", EVENT);
    Records.setAttribute(record.headers(), "time", "2026-01-01T03:00:00+03:00");

    // When / Then
    assertThat(Records.fromRecord(arrived(record)).time())
        .contains(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void forwardedRecordHasTheSameKeyBytesAndHeadersOfItsOwn() {
    // Given
    ConsumerRecord<String, byte[]> arrived = arrived(Records.toRecord("t", "k", EVENT));
    arrived.headers().add("ce_fromthefuture", "1".getBytes(UTF_8));

    // When
    ProducerRecord<String, byte[]> forwarded = Records.forward(arrived, "milena.accepted");
    Records.setAttribute(forwarded.headers(), "person", "p-2");

    // Then
    assertThat(forwarded.topic()).isEqualTo("milena.accepted");
    assertThat(forwarded.key()).isEqualTo("k");
    assertThat(forwarded.value()).isSameAs(arrived.value());
    assertThat(Records.find(forwarded.headers(), "ce_fromthefuture")).contains("1");
    assertThat(forwarded.headers().headers("ce_person")).hasSize(1);
    assertThat(Records.find(forwarded.headers(), "ce_person")).contains("p-2");
    assertThat(Records.find(arrived.headers(), "ce_person")).contains("p-1");
  }

  @Test
  void weightCountsKeyValueAndHeaders() {
    // Given
    ProducerRecord<String, byte[]> record = new ProducerRecord<>("t", "key", new byte[100]);
    record.headers().add("name", new byte[10]);

    // When / Then
    assertThat(Records.bytes(record)).isEqualTo(3 + 100 + 4 + 10);
  }

  private static ConsumerRecord<String, byte[]> arrived(ProducerRecord<String, byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        3,
        7,
        0,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers()),
        Optional.empty());
  }
}
