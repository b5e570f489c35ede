package dev.milena.router.erasure;

import dev.milena.bus.Appender;
import dev.milena.bus.Erased;
import dev.milena.bus.KeyedHash;
import dev.milena.bus.Parked;
import dev.milena.bus.Records;
import dev.milena.bus.TopicReader;
import dev.milena.model.AccountRef;
import dev.milena.model.CloudEvent;
import dev.milena.model.Command;
import dev.milena.model.ConversationRef;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Keys;
import dev.milena.model.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Removes what was set aside of somebody: the record is written over by one without a value. What
 * nobody could read is theirs if it names them: every word of it is compared.
 */
@ApplicationScoped
class ParkedTexts {
  /** Parked work is little; this only ends a reading that hangs. */
  private static final Duration READ_MAX = Duration.ofMinutes(1);

  /** What stands between the words of JSON and of forms. */
  private static final Pattern BETWEEN = Pattern.compile("[\\s\"'\\\\{}\\[\\],:;&=]+");

  private final Map<String, Object> kafka;
  private final KeyedHash hash;
  private final Appender appender;

  ParkedTexts(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      KeyedHash hash,
      Appender appender) {
    this.kafka = new HashMap<>(kafka);
    this.hash = hash;
    this.appender = appender;
  }

  /**
   * Removes everything that goes back to before the moment; how much that was.
   *
   * @param names see {@link Erased#name}
   */
  Uni<Integer> remove(Collection<String> names, Instant at) {
    if (names.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    Erased erased =
        new Erased(hash, names.stream().collect(Collectors.toMap(Function.identity(), name -> at)));
    return Uni.createFrom()
        .item(() -> find(erased))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .call(appender::appendAll)
        .map(List::size);
  }

  private List<ProducerRecord<String, byte[]>> find(Erased erased) {
    Map<String, ProducerRecord<String, byte[]>> removals = new LinkedHashMap<>();
    TopicReader.readAll(
        kafka,
        Topics.PARKED,
        TopicReader.From.BEGINNING,
        READ_MAX,
        record -> {
          removals.remove(record.key());
          if (record.value() != null && isTheirs(record, erased)) {
            removals.put(record.key(), removal(record));
          }
        });
    return List.copyOf(removals.values());
  }

  /** In the partition of the record itself. */
  private static ProducerRecord<String, byte[]> removal(ConsumerRecord<String, byte[]> record) {
    return new ProducerRecord<>(Topics.PARKED, record.partition(), record.key(), null);
  }

  private static boolean isTheirs(ConsumerRecord<String, byte[]> record, Erased erased) {
    Instant since = since(record);
    return erased.mayCover(since, since) && erased.covers(keys(record), since, since);
  }

  /** When the hub took what was set aside. */
  private static Instant since(ConsumerRecord<String, byte[]> record) {
    return Records.findTime(record.headers(), Records.CAUSED_AT)
        .orElseGet(() -> Parked.firstSeen(record));
  }

  /** The keys of those whom a record is about. */
  private static Stream<String> keys(ConsumerRecord<String, byte[]> record) {
    try {
      CloudEvent envelope = Records.fromRecord(record);
      if (envelope.type().startsWith(Command.TYPE_PREFIX)) {
        return Stream.of(Envelopes.command(envelope).key());
      }
      Event event = Envelopes.event(envelope);
      return event.what() instanceof Happening.Unmapped
          ? Stream.concat(ErasureKeys.of(event), named(record))
          : ErasureKeys.of(event);
    } catch (Json.UnreadableException | IllegalArgumentException e) {
      return named(record);
    }
  }

  /** Each word of something unreadable, as if it were the id of a sender or a chat. */
  private static Stream<String> named(ConsumerRecord<String, byte[]> record) {
    Optional<AccountRef> account =
        Records.find(record.headers(), Records.ACCOUNT_HEADER).map(AccountRef::parse);
    return account.stream()
        .flatMap(a ->
            BETWEEN
                .splitAsStream(new String(record.value(), StandardCharsets.UTF_8))
                .filter(word -> !word.isEmpty())
                .distinct()
                .flatMap(word ->
                    Stream.of(
                        ConversationRef.senderKey(a, word),
                        Keys.join(a.platform(), a.name(), word))));
  }
}
