package dev.milena.bench;

import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Messages of many visitors, as an ingress appends them; no two are the same event. */
final class Traffic implements AutoCloseable {
  static final AccountRef SHOP = new AccountRef("chat", "shop");
  private static final String TEXT =
      "A message of ordinary length, as people write them: half a sentence more than a line.";

  private final KafkaProducer<String, byte[]> producer;
  private long messages;

  Traffic(String kafka) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", "5"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Appends so many messages, in turn from so many conversations; done when all are safe. */
  void append(String topic, int many, int conversations) {
    for (int i = 0; i < many; i++) {
      Event event = message(i % conversations, Long.toString(++messages));
      producer.send(Records.toRecord(topic, event.key(), Envelopes.wrap(event)));
    }
    producer.flush();
  }

  private static Event message(int chat, String id) {
    Instant now = Instant.now();
    String visitor = Integer.toString(700_000_000 + chat);
    return new Event(
        "chat/own/" + visitor + "/" + id + "/created",
        SHOP,
        now,
        now,
        Optional.of(Conversation.of(visitor, ConversationType.DIRECT)),
        Optional.of(
            new Participant(
                visitor, Optional.of("Visitor " + chat), Optional.of("v" + chat), false, false)),
        new Happening.MessageCreated(Message.builder().id(id).text(TEXT).build(), Optional.empty()),
        Optional.empty());
  }

  @Override
  public void close() {
    producer.close();
  }
}
