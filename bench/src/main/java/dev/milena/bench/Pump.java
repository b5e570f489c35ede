package dev.milena.bench;

import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Envelopes;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Appends commands as the router would, one for each chat that has none: as much waits as egress
 * can be busy with, and never so much that it only reads.
 */
final class Pump implements AutoCloseable {
  private static final String TEXT =
      "A message of ordinary length, as people write them: half a sentence more than a line.";

  private final List<AccountRef> accounts;
  private final BlockingQueue<Integer> idle;
  private final UnderWay commands;
  private final Producer<String, byte[]> producer;
  private final Thread thread = Thread.ofPlatform().daemon().name("pump").unstarted(this::run);

  Pump(String kafka, List<AccountRef> accounts, int chats) {
    this.accounts = accounts;
    this.commands = new UnderWay(chats);
    this.idle = new ArrayBlockingQueue<>(chats);
    for (int i = 0; i < chats; i++) {
      idle.add(i);
    }
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka,
                "linger.ms",
                "1",
                "partitioner.class",
                "dev.milena.bus.TopicPartitioner"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        append(idle.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void append(int chat) {
    AccountRef account = accounts.get(chat % accounts.size());
    Command command =
        new Command(
            UUID.randomUUID().toString(),
            new Address(
                account.platform(),
                account.name(),
                Optional.empty(),
                Chats.id(chat),
                Optional.empty()),
            Action.Send.of(Content.plain(TEXT)),
            Priority.REPLY,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    commands.begin(chat, System.nanoTime());
    producer.send(
        Records.toRecord(
            Topics.outbound(account.platform(), command.priority()),
            command.key(),
            Envelopes.wrap(command)));
  }

  /** A call for a chat has come: it may have its next command. */
  void arrived(int chat) {
    if (commands.end(chat)) {
      idle.add(chat);
    }
  }

  /** From appended to called, since this was asked last. */
  Histogram takeMicros() {
    return commands.takeMicros();
  }

  @Override
  public void close() {
    thread.interrupt();
    producer.close();
  }
}
