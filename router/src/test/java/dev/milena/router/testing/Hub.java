package dev.milena.router.testing;

import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationRef;
import dev.milena.model.ConversationType;
import dev.milena.model.Delivery;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Invocation;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.model.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * The router's surroundings: writes what ingress and egress would, and collects what the router
 * writes.
 */
public final class Hub implements AutoCloseable {
  /** What a cold start on a busy machine may take. */
  public static final Duration PATIENCE = Duration.ofSeconds(40);

  private final KafkaProducer<String, byte[]> producer;
  private final List<ConsumerRecord<String, byte[]>> written = new CopyOnWriteArrayList<>();
  private final Thread reader;
  private volatile boolean closed;

  public Hub() {
    String servers = TestKafka.shared().bootstrapServers();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "acks", "all", "linger.ms", "5"),
            new StringSerializer(),
            new ByteArraySerializer());
    reader = Thread.ofPlatform().daemon().name("hub-reader").start(() -> read(servers));
  }

  private void read(String servers) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", servers,
            "group.id", TestKafka.randomName("hub"),
            "auto.offset.reset", "earliest",
            "metadata.max.age.ms", "500",
            "enable.auto.commit", "false");
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(
          Pattern.compile("milena\\.(outbound\\..*|routed\\..*|accepted|parked|deliveries)"));
      while (!closed) {
        consumer.poll(Duration.ofMillis(100)).forEach(written::add);
      }
    }
  }

  /** An event of an account, in a direct conversation, with a random id. */
  public static Event event(
      AccountRef account, String conversation, String sender, Happening what) {
    return event(
        account,
        Conversation.of(conversation, ConversationType.DIRECT),
        Optional.of(
            new Participant(
                sender, Optional.of("Name of " + sender), Optional.empty(), false, false)),
        what);
  }

  public static Event event(
      AccountRef account, Conversation conversation, Optional<Participant> sender, Happening what) {
    Instant now = Instant.now();
    return new Event(
        account.platform() + "/own/" + UUID.randomUUID(),
        account,
        now,
        now,
        Optional.of(conversation),
        sender,
        what,
        Optional.empty());
  }

  public static Happening text(String id, String text) {
    return new Happening.MessageCreated(
        Message.builder().id(id).text(text).build(), Optional.empty());
  }

  public static Happening command(String id, String name, String args) {
    return new Happening.MessageCreated(
        Message.builder().id(id).text("/" + name + " " + args).build(),
        Optional.of(new Invocation(name, args, Optional.empty())));
  }

  public void append(Event event) {
    append(Records.toRecord(Topics.EVENTS, event.key(), Envelopes.wrap(event)));
  }

  public void append(Delivery delivery) {
    append(Records.toRecord(Topics.DELIVERIES, delivery.key(), Envelopes.wrap(delivery)));
  }

  public void append(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Appends many without waiting for each. */
  public void appendAll(List<Event> events) {
    events.forEach(e -> producer.send(Records.toRecord(Topics.EVENTS, e.key(), Envelopes.wrap(e))));
    producer.flush();
  }

  /** What egress would say of a command that went through. */
  public static Delivery delivered(Command command, String... messageIds) {
    return delivery(command, Delivery.Result.DELIVERED, List.of(messageIds), Optional.empty());
  }

  public static Delivery delivery(
      Command command, Delivery.Result result, List<String> messageIds, Optional<String> movedTo) {
    return new Delivery(
        command.id(),
        1,
        1,
        command.to(),
        result,
        Optional.empty(),
        Optional.empty(),
        messageIds,
        1,
        Instant.now(),
        List.of(),
        movedTo,
        command.cause(),
        Optional.empty());
  }

  /** Commands so far, in the order in which they were read. */
  public List<Command> commands(Predicate<Command> which) {
    List<Command> found = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> r : written) {
      if (r.topic().startsWith(Topics.OUTBOUND_PREFIX)) {
        Command command = Envelopes.command(Records.fromRecord(r));
        if (which.test(command)) {
          found.add(command);
        }
      }
    }
    return found;
  }

  /** Waits until so many commands that an event caused are there. */
  public List<Command> awaitCausedBy(Event event, int many) {
    return awaitCommands(c -> c.cause().filter(event.id()::equals).isPresent(), many);
  }

  public List<Command> awaitCommands(Predicate<Command> which, int many) {
    Awaitility.await().atMost(PATIENCE).until(() -> commands(which).size() >= many);
    return commands(which);
  }

  /** Waits until a command is there, and returns it. */
  public Command awaitCommand(String id) {
    return awaitCommands(c -> c.id().equals(id), 1).getFirst();
  }

  public List<ConsumerRecord<String, byte[]>> records(String topic, String eventId) {
    return written.stream()
        .filter(r -> r.topic().equals(topic))
        .filter(r -> Records.find(r.headers(), "ce_id").filter(eventId::equals).isPresent())
        .toList();
  }

  /** What was written under a key, as it lies there. */
  public List<ConsumerRecord<String, byte[]>> raw(String topic, String key) {
    return written.stream().filter(r -> r.topic().equals(topic) && key.equals(r.key())).toList();
  }

  public ConsumerRecord<String, byte[]> awaitRecord(String topic, String eventId) {
    Awaitility.await().atMost(PATIENCE).until(() -> !records(topic, eventId).isEmpty());
    return records(topic, eventId).getFirst();
  }

  public ConsumerRecord<String, byte[]> awaitAccepted(Event event) {
    return awaitRecord(Topics.ACCEPTED, event.id());
  }

  public static ConversationRef ref(Event event) {
    return event.conversation().orElseThrow().ref(event.account());
  }

  public static String randomChat() {
    return "c" + UUID.randomUUID().toString().substring(0, 8);
  }

  @Override
  public void close() {
    closed = true;
    producer.close();
    try {
      reader.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
