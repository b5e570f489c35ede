package dev.milena.bus;

import dev.milena.model.AccountRef;
import dev.milena.model.Topics;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record on {@code milena.parked}: where it lies and what its headers say of it, never its text.
 *
 * <p>Its key is the id of what was parked, and behind it {@code #n} when that had been played again
 * {@code n} times. So every time that something is parked it is a record of its own, and removing
 * the record of one time never removes that of a later one.
 *
 * @param key names it
 * @param account whose it is
 * @param cause why it was set aside, a word
 * @param attempts how often it was tried
 * @param firstSeen when Kafka first took it
 * @param origin where it was; absent for what never was on a topic
 * @param conversation the key that it had there: its conversation
 * @param replay how often it had been played again
 * @param inDoubt whether it may have been sent all the same
 * @param type its CloudEvents type
 */
public record Parked(
    String key,
    AccountRef account,
    String cause,
    int attempts,
    Instant firstSeen,
    Optional<Origin> origin,
    Optional<String> conversation,
    int replay,
    boolean inDoubt,
    Optional<String> type) {

  /**
   * Where a record was before it was parked. Within one conversation the offset gives the order.
   */
  public record Origin(String topic, long offset) {}

  /** Counts how often an operator had it played again. */
  public static final String REPLAY = "replay";

  private static final String CAUSE = "cause";
  private static final String ATTEMPTS = "attempts";
  private static final String IN_DOUBT = "indoubt";
  private static final String FIRST_SEEN = "firstseen";
  private static final String ORIGIN_TOPIC = "origintopic";
  private static final String ORIGIN_OFFSET = "originoffset";
  private static final String CONVERSATION = "conversation";

  /** Of being parked, and of no interest where it is played again. */
  private static final List<String> OF_PARKING =
      List.of(CAUSE, ATTEMPTS, IN_DOUBT, ORIGIN_TOPIC, CONVERSATION);

  /**
   * Characters of the longest id by which something is parked, and of a command's id, address and
   * cause together. Ours take two thousand at most. Each record about a command repeats them, and
   * one without an end would make it too large for Kafka: its command would never come to an end.
   */
  public static final int NAMES_MAX = 16 * 1024;

  /** What the messaging layer adds to what it reads; nobody else's business. */
  private static final String FOREIGN = "__smallrye";

  /**
   * Why something is set aside.
   *
   * @param cause a word from the fixed vocabulary
   * @param attempts how often it was tried
   * @param replay how often it had been played again
   * @param inDoubt whether it may have been sent all the same
   */
  public record Setback(String cause, int attempts, int replay, boolean inDoubt) {
    public static Setback of(String cause, int attempts, int replay) {
      return new Setback(cause, attempts, replay, false);
    }
  }

  /**
   * The record that sets another aside, whole and with its reasons beside it. What was parked
   * before and failed again keeps its origin, and so its place in the order.
   */
  public static ProducerRecord<String, byte[]> aside(
      ConsumerRecord<String, byte[]> record, AccountRef account, Setback why) {
    Headers headers = Records.copy(record.headers());
    withoutForeign(headers);
    Records.setAccount(headers, account);
    Records.setAttribute(headers, CAUSE, why.cause());
    Records.setAttribute(headers, ATTEMPTS, Integer.toString(why.attempts()));
    headers.remove(Records.ATTRIBUTE_PREFIX + IN_DOUBT);
    if (why.inDoubt()) {
      Records.setAttribute(headers, IN_DOUBT, "true");
    }
    if (!record.topic().equals(Topics.PARKED)) {
      Records.setAttribute(headers, ORIGIN_TOPIC, record.topic());
      if (record.key() != null) {
        Records.setAttribute(headers, CONVERSATION, record.key());
      }
    }
    if (find(headers, FIRST_SEEN).isEmpty()) {
      Records.setAttribute(
          headers, FIRST_SEEN, Instant.ofEpochMilli(record.timestamp()).toString());
      Records.setAttribute(headers, ORIGIN_OFFSET, Long.toString(record.offset()));
    }
    String key = numbered(name(record), why.replay());
    if (why.replay() > 0) {
      Records.setAttribute(headers, REPLAY, Integer.toString(why.replay()));
    }
    return new ProducerRecord<>(Topics.PARKED, null, null, key, record.value(), headers);
  }

  /** Takes its text away: somebody has acted. */
  public static ProducerRecord<String, byte[]> tombstone(String key, AccountRef account) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.PARKED, key, null);
    Records.setAccount(record.headers(), account);
    return record;
  }

  /**
   * Reads what the headers say.
   *
   * @param record with a value, and with a key as every parked record has
   */
  public static Parked of(ConsumerRecord<String, byte[]> record) {
    Headers headers = record.headers();
    return new Parked(
        record.key(),
        Records.find(headers, Records.ACCOUNT_HEADER)
            .map(AccountRef::parse)
            .orElse(new AccountRef("unknown", "unknown")),
        find(headers, CAUSE).orElse("unknown"),
        number(headers, ATTEMPTS),
        firstSeen(record),
        find(headers, ORIGIN_TOPIC).map(t -> new Origin(t, originOffset(record))),
        find(headers, CONVERSATION),
        number(headers, REPLAY),
        find(headers, IN_DOUBT).isPresent(),
        find(headers, "type"));
  }

  private static long originOffset(ConsumerRecord<String, byte[]> record) {
    return find(record.headers(), ORIGIN_OFFSET)
        .filter(n -> n.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElseGet(record::offset);
  }

  /**
   * The record as it was, for the topic that it was on, to be played again.
   *
   * @param parked the parked record; it has an origin
   * @param replay which time that is, counted from 1
   */
  public static ProducerRecord<String, byte[]> again(
      ConsumerRecord<String, byte[]> parked, int replay) {
    Parked about = of(parked);
    Headers headers = Records.copy(parked.headers());
    withoutForeign(headers);
    headers.remove(Records.ACCOUNT_HEADER);
    OF_PARKING.forEach(name -> headers.remove(Records.ATTRIBUTE_PREFIX + name));
    Records.setAttribute(headers, REPLAY, Integer.toString(replay));
    return new ProducerRecord<>(
        about.origin().orElseThrow().topic(),
        null,
        null,
        about.conversation().orElse(null),
        parked.value(),
        headers);
  }

  /** When Kafka first took what is parked; where it does not say, when it was parked. */
  public static Instant firstSeen(ConsumerRecord<String, byte[]> record) {
    return Records.findTime(record.headers(), FIRST_SEEN)
        .orElseGet(() -> Instant.ofEpochMilli(record.timestamp()));
  }

  /** How often a record says that it was played again. */
  public static int replay(ConsumerRecord<String, byte[]> record) {
    return number(record.headers(), REPLAY);
  }

  /** The id of what is parked, or where the record lay if it has none that could name it. */
  private static String name(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(Topics.PARKED)) {
      int replay = replay(record);
      String suffix = numbered("", replay);
      return record.key().endsWith(suffix)
          ? record.key().substring(0, record.key().length() - suffix.length())
          : record.key();
    }
    return find(record.headers(), "id")
        .filter(id -> id.length() <= NAMES_MAX)
        .orElseGet(() -> record.topic() + "-" + record.partition() + "@" + record.offset());
  }

  private static String numbered(String name, int replay) {
    return replay == 0 ? name : name + "#" + replay;
  }

  private static Optional<String> find(Headers headers, String attribute) {
    return Records.find(headers, Records.ATTRIBUTE_PREFIX + attribute);
  }

  private static int number(Headers headers, String attribute) {
    return find(headers, attribute)
        .filter(n -> n.matches("\\d{1,9}"))
        .map(Integer::parseInt)
        .orElse(0);
  }

  /** Takes away what the messaging layer has added. */
  public static void withoutForeign(Headers headers) {
    Arrays.stream(headers.toArray())
        .map(Header::key)
        .filter(k -> k.startsWith(FOREIGN))
        .distinct()
        .forEach(headers::remove);
  }
}
