package dev.milena.egress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.AccountTable;
import dev.milena.bus.Appender;
import dev.milena.bus.Records;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Delivery;
import dev.milena.model.Envelopes;
import dev.milena.model.Json;
import dev.milena.model.Priority;
import dev.milena.model.Sealer;
import dev.milena.model.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * What the router and the topics are to egress: opens accounts, posts commands, reads what is
 * written down.
 */
@ApplicationScoped
class Post {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Appender appender;
  private final AccountTable accounts;
  private final Sealer sealer;
  private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
  private final Queue<ConsumerRecord<String, byte[]>> parked = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;
  private Thread reader;

  Post(Appender appender, AccountTable accounts, Sealer sealer) {
    this.appender = appender;
    this.accounts = accounts;
    this.sealer = sealer;
  }

  static ConditionFactory soon() {
    return Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(20));
  }

  /** An account without limits whose calls must not be repeated. */
  AccountRef open() {
    return open(settings());
  }

  static ObjectNode settings() {
    return Json.mapper().createObjectNode().put("token", "secret").put("repeatable", false);
  }

  AccountRef open(ObjectNode settings) {
    return publish(new AccountRef(FakePlatform.KEY, TestKafka.randomName("a")), 1, settings);
  }

  AccountRef publish(AccountRef ref, long version, ObjectNode settings) {
    append(
        AccountTable.toRecord(
            AccountRecord.of(ref, version, AccountRecord.Source.API, settings, sealer)));
    soon().until(() -> accounts.find(ref).filter(a -> a.version() == version).isPresent());
    return ref;
  }

  static String conversation() {
    return UUID.randomUUID().toString();
  }

  static Command command(AccountRef account, String conversation, String text) {
    return command(account, conversation, Action.Send.of(Content.plain(text)), Priority.REPLY);
  }

  static Command command(
      AccountRef account, String conversation, Action action, Priority priority) {
    Address to =
        new Address(
            account.platform(), account.name(), Optional.empty(), conversation, Optional.empty());
    return new Command(
        UUID.randomUUID().toString(),
        to,
        action,
        priority,
        Optional.empty(),
        Optional.empty(),
        Optional.of("event-1"),
        Optional.empty());
  }

  static Command dueBy(Command c, Instant deadline) {
    return new Command(
        c.id(),
        c.to(),
        c.action(),
        c.priority(),
        Optional.of(deadline),
        Optional.empty(),
        c.cause(),
        c.again());
  }

  static Command again(Command c, Instant firstSeen) {
    return new Command(
        c.id(),
        c.to(),
        c.action(),
        c.priority(),
        c.deadline(),
        Optional.empty(),
        c.cause(),
        Optional.of(firstSeen));
  }

  Command send(AccountRef account, String conversation, String text) {
    return send(command(account, conversation, text));
  }

  Command send(Command command) {
    append(record(command));
    return command;
  }

  /** All of them, in their order. */
  void sendAll(List<Command> commands) {
    for (int i = 0; i < commands.size(); i += 500) {
      appender
          .appendAll(
              commands.subList(i, Math.min(i + 500, commands.size())).stream()
                  .map(Post::record)
                  .toList())
          .await()
          .atMost(SOON);
    }
  }

  static ProducerRecord<String, byte[]> record(Command command) {
    return Records.toRecord(
        Topics.outbound(command.to().platform(), command.priority()),
        command.key(),
        Envelopes.wrap(command));
  }

  void append(ProducerRecord<String, byte[]> record) {
    appender.append(record).await().atMost(SOON);
  }

  /** What is written down about a command, in its order. */
  List<Delivery> deliveries(Command command) {
    read();
    return deliveries.stream().filter(d -> d.command().equals(command.id())).toList();
  }

  List<Delivery.Result> results(Command command) {
    return deliveries(command).stream().map(Delivery::result).toList();
  }

  Delivery awaitLast(Command command, Delivery.Result result) {
    soon().until(() -> results(command), found -> found.contains(result));
    return deliveries(command).stream()
        .filter(d -> d.result() == result)
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  Optional<ConsumerRecord<String, byte[]>> parked(String id) {
    read();
    return parked.stream().filter(r -> r.key().equals(id) && r.value() != null).findFirst();
  }

  /** Whether the text of a parked record was taken away. */
  boolean isUnparked(String key) {
    read();
    return parked.stream().anyMatch(r -> r.key().equals(key) && r.value() == null);
  }

  private synchronized void read() {
    if (reader == null) {
      reader = Thread.ofPlatform().daemon().start(this::follow);
    }
  }

  private void follow() {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                TestKafka.shared().bootstrapServers(),
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(
          List.of(
              new TopicPartition(Topics.DELIVERIES, 0),
              new TopicPartition(Topics.DELIVERIES, 1),
              new TopicPartition(Topics.PARKED, 0),
              new TopicPartition(Topics.PARKED, 1)));
      while (!closed) {
        consumer.poll(Duration.ofMillis(100)).forEach(this::sort);
      }
    }
  }

  private void sort(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(Topics.PARKED)) {
      parked.add(record);
    } else {
      deliveries.add(Envelopes.delivery(Records.fromRecord(record)));
    }
  }

  @PreDestroy
  void close() {
    closed = true;
  }
}
