package dev.milena.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.bus.AccountTable;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRef;
import dev.milena.model.Sealer;
import dev.milena.model.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What both sides find in Kafka before they start. */
final class Topic {
  static final int PARTITIONS = 4;

  private Topic() {}

  /** The topic that both append to, with the same partitions. The hub makes the others itself. */
  static void ensure(String kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      Set<String> there = admin.listTopics().names().get();
      if (!there.contains(Topics.EVENTS)) {
        admin.createTopics(List.of(new NewTopic(Topics.EVENTS, PARTITIONS, (short) 1))).all().get();
      }
      if (!there.contains(Topics.ACCOUNTS)) {
        admin
            .createTopics(
                List.of(
                    new NewTopic(Topics.ACCOUNTS, PARTITIONS, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact"))))
            .all()
            .get();
      }
    }
  }

  /** The account that accepts the recorded call, as the router would publish it. */
  static void publish(String kafka, Recording recording, String sealingKey) throws Exception {
    publish(kafka, recording.account(), recording.settings(), sealingKey);
  }

  /** An account, as the router would publish it. */
  static void publish(String kafka, AccountRef ref, ObjectNode settings, String sealingKey)
      throws Exception {
    AccountRecord account =
        AccountRecord.of(
            ref,
            System.currentTimeMillis(),
            AccountRecord.Source.FILE,
            settings,
            new Sealer(List.of(sealingKey)));
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", kafka, "partitioner.class", "dev.milena.bus.TopicPartitioner"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(AccountTable.toRecord(account)).get();
    }
  }
}
