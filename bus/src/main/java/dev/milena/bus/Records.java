package dev.milena.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.milena.model.AccountRef;
import dev.milena.model.CloudEvent;
import dev.milena.model.Json;
import dev.milena.model.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * CloudEvents as Kafka records, in binary mode: attributes are {@code ce_} headers, the value is
 * the data.
 *
 * <p>Every function here is pure, but for {@link #set}, which changes the headers that it is given.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">CloudEvents
 *     Kafka binding 1.0.2, read 2026-11-21</a>
 */
public final class Records {
  /** What stands before the name of a CloudEvents attribute. */
  public static final String ATTRIBUTE_PREFIX = "ce_";

  /**
   * The account that a parked record belongs to, as {@link AccountRef#key()}: its partition follows
   * from it.
   */
  public static final String ACCOUNT_HEADER = "milena-account";

  /**
   * The attribute of commands and deliveries that says when Kafka took the event that it all began
   * with.
   */
  public static final String CAUSED_AT = "causedat";

  private static final String CONTENT_TYPE = "content-type";
  private static final String JSON = "application/json";

  /** Attributes that {@link CloudEvent} has a component for; any other is an extension. */
  private static final String SPECVERSION = "specversion";

  private static final String ID = "id";
  private static final String SOURCE = "source";
  private static final String TYPE = "type";
  private static final String SUBJECT = "subject";
  private static final String TIME = "time";

  private Records() {}

  /** A record of an envelope. The value is the envelope's data itself, not a copy. */
  public static ProducerRecord<String, byte[]> toRecord(String topic, String key, CloudEvent e) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, e.data());
    Headers headers = record.headers();
    attribute(headers, SPECVERSION, "1.0");
    attribute(headers, ID, e.id());
    attribute(headers, SOURCE, e.source());
    attribute(headers, TYPE, e.type());
    e.subject().ifPresent(s -> attribute(headers, SUBJECT, s));
    e.time().ifPresent(t -> attribute(headers, TIME, t.toString()));
    e.extensions().forEach((name, value) -> attribute(headers, name, value));
    headers.add(CONTENT_TYPE, JSON.getBytes(UTF_8));
    return record;
  }

  private static void attribute(Headers headers, String name, String value) {
    headers.add(ATTRIBUTE_PREFIX + name, value.getBytes(UTF_8));
  }

  /**
   * The envelope that a record carries; headers that are no attributes are left out. Where a header
   * is there twice, the later one counts.
   *
   * @throws Json.UnreadableException when it carries none; says which part is missing and where the
   *     record lies
   */
  public static CloudEvent fromRecord(ConsumerRecord<String, byte[]> r) {
    Map<String, String> attributes = new HashMap<>();
    for (Header header : r.headers()) {
      if (header.key().startsWith(ATTRIBUTE_PREFIX) && header.value() != null) {
        attributes.put(
            header.key().substring(ATTRIBUTE_PREFIX.length()), new String(header.value(), UTF_8));
      }
    }
    attributes.remove(SPECVERSION);
    if (r.value() == null) {
      throw unreadable(r, "has no value");
    }
    return new CloudEvent(
        take(attributes, ID, r),
        take(attributes, SOURCE, r),
        take(attributes, TYPE, r),
        Optional.ofNullable(attributes.remove(SUBJECT)),
        Optional.ofNullable(attributes.remove(TIME)).map(text -> time(text, r)),
        attributes,
        r.value());
  }

  private static String take(
      Map<String, String> attributes, String name, ConsumerRecord<String, byte[]> r) {
    String value = attributes.remove(name);
    if (value == null || value.isBlank()) {
      throw unreadable(r, "has no header " + ATTRIBUTE_PREFIX + name);
    }
    return value;
  }

  private static Instant time(String text, ConsumerRecord<String, byte[]> r) {
    try {
      return Times.parse(text);
    } catch (DateTimeException e) {
      throw unreadable(r, "has no RFC 3339 time in header " + ATTRIBUTE_PREFIX + TIME);
    }
  }

  private static Json.UnreadableException unreadable(
      ConsumerRecord<String, byte[]> r, String what) {
    return new Json.UnreadableException(
        "The record at " + r.topic() + "-" + r.partition() + "@" + r.offset() + " " + what, null);
  }

  /**
   * The same key, bytes and headers for another topic: unknown fields survive a reader of an older
   * version.
   */
  public static ProducerRecord<String, byte[]> forward(
      ConsumerRecord<String, byte[]> r, String topic) {
    return new ProducerRecord<>(topic, null, null, r.key(), r.value(), copy(r.headers()));
  }

  /** Headers of one's own, to be changed at will. */
  public static Headers copy(Headers headers) {
    return new RecordHeaders(headers);
  }

  /** Sets a header, in place of any of that name. */
  public static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }

  /** Sets a CloudEvents attribute, for example {@code person}. */
  public static void setAttribute(Headers headers, String name, String value) {
    set(headers, ATTRIBUTE_PREFIX + name, value);
  }

  /** The last header of that name, as text. */
  public static Optional<String> find(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, UTF_8));
  }

  /** The time that a CloudEvents attribute says; absent where it says none. */
  public static Optional<Instant> findTime(Headers headers, String attribute) {
    try {
      return find(headers, ATTRIBUTE_PREFIX + attribute).map(Times::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * When Kafka took the event that a record goes back to; where it says nothing of that, when Kafka
   * took the record.
   */
  public static Instant causedAt(ConsumerRecord<String, byte[]> r) {
    return findTime(r.headers(), CAUSED_AT).orElseGet(() -> Instant.ofEpochMilli(r.timestamp()));
  }

  /** Says which account a parked record belongs to. */
  public static void setAccount(Headers headers, AccountRef account) {
    set(headers, ACCOUNT_HEADER, account.key());
  }

  /** What a record weighs in memory and on the wire, in bytes: key, value and headers. */
  public static long bytes(ProducerRecord<String, byte[]> record) {
    long bytes = record.value() == null ? 0 : record.value().length;
    bytes += record.key() == null ? 0 : record.key().length();
    for (Header header : record.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }
}
