package dev.milena.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Participant;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is too much: of one message, and of messages. */
@QuarkusTest
@QuarkusTestResource(Backing.class)
class LimitsIT {
  private static final AccountRef SHOP = new AccountRef("chat", "shop");
  private static final AccountRef NARROW = new AccountRef("chat", "narrow");

  /** As {@code milena.router.bot-messages-per-minute} says by default. */
  private static final int PER_MINUTE = 60;

  @Inject Tables tables;

  @Test
  void eventThatWouldBecomeTooLargeIsParkedAloneAndItsConversationGoesOn() {
    try (Hub hub = new Hub()) {
      String chat = Hub.randomChat();
      Event before = Hub.event(SHOP, chat, "u1", Hub.text("1", "before"));
      Event huge = Hub.event(SHOP, chat, "u1", Hub.text("2", "x".repeat(998_900)));
      Event after = Hub.event(SHOP, chat, "u1", Hub.text("3", "after"));

      hub.appendAll(List.of(before, huge, after));

      ConsumerRecord<String, byte[]> parked = hub.awaitRecord(Topics.PARKED, huge.id());
      assertThat(Records.find(parked.headers(), "ce_cause")).contains("too_large");
      assertThat(parked.value())
          .as("even parked it would not fit")
          .isEqualTo(new byte[] {'{', '}'});
      hub.awaitCausedBy(after, 1);
      assertThat(hub.commands(c -> c.cause().filter(huge.id()::equals).isPresent())).isEmpty();
      assertThat(hub.records(Topics.ACCEPTED, huge.id())).isEmpty();
      assertThat(tables.one("SELECT outcome FROM decision WHERE event_id = '" + huge.id() + "'"))
          .isEqualTo("too_large");
    }
  }

  /** What a topic takes is a setting of its own, and the router learns of it by being refused. */
  @Test
  void recordThatATopicRefusesIsParkedAndDoesNotHoldUpTheBatch() throws Exception {
    try (Hub hub = new Hub()) {
      Event probe = Hub.event(NARROW, Hub.randomChat(), "u1", Hub.text("0", "small"));
      hub.append(probe);
      hub.awaitCausedBy(probe, 1);
      narrow(Topics.outbound("narrow", Priority.REPLY), 400_000);
      String chat = Hub.randomChat();
      Event large = Hub.event(NARROW, chat, "u1", Hub.text("1", random(700_000)));
      Event after = Hub.event(NARROW, chat, "u1", Hub.text("2", "after"));

      hub.appendAll(List.of(large, after));

      ConsumerRecord<String, byte[]> parked = hub.awaitRecord(Topics.PARKED, large.id());
      assertThat(Records.find(parked.headers(), "ce_cause")).contains("too_large");
      assertThat(hub.awaitCausedBy(after, 1).stream().map(Command::id).distinct())
          .as("the batch is sent again whole, so its commands may be there twice, under their ids")
          .hasSize(1);
      assertThat(hub.commands(c -> c.cause().filter(large.id()::equals).isPresent())).isEmpty();
    }
  }

  /** Packed it would be small, and Kafka measures what is packed. */
  private static String random(int many) {
    return new Random(3)
        .ints(many, 32, 127)
        .filter(c -> c != '"' && c != '\\')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void narrow(String topic, int bytes)
      throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))) {
      AlterConfigOp set =
          new AlterConfigOp(
              new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
              AlterConfigOp.OpType.SET);
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(set)))
          .all()
          .get();
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      Awaitility.await()
          .atMost(Hub.PATIENCE)
          .until(() ->
              admin
                  .describeConfigs(List.of(resource))
                  .all()
                  .get()
                  .get(resource)
                  .get("max.message.bytes")
                  .value()
                  .equals(Integer.toString(bytes)));
    }
  }

  @Test
  void programsThatAnswerEachOtherAreStoppedAndPeopleAreNot() {
    try (Hub hub = new Hub()) {
      Conversation chat = Conversation.of(Hub.randomChat(), ConversationType.DIRECT);
      Participant program =
          new Participant("b1", Optional.of("Robot"), Optional.empty(), true, false);
      List<Event> said = new ArrayList<>();
      IntStream.range(0, PER_MINUTE + 10)
          .forEach(i ->
              said.add(Hub.event(SHOP, chat, Optional.of(program), Hub.text("b" + i, "I " + i))));
      Event person = Hub.event(SHOP, chat.id(), "u1", Hub.text("p", "a person"));
      said.add(person);

      hub.appendAll(said);

      hub.awaitCausedBy(person, 1);
      assertThat(hub.commands(c -> c.to().conversation().equals(chat.id())))
          .hasSize(PER_MINUTE + 1);
      assertThat(
              tables.one(
                  "SELECT count(*) FROM decision WHERE outcome = 'loop' AND conversation = 'chat/shop/"
                      + chat.id()
                      + "'"))
          .isEqualTo("10");
    }
  }

  @Test
  void nullsAndHalfCharactersAreReplacedAndPoisonNothing() {
    try (Hub hub = new Hub()) {
      String chat = Hub.randomChat();
      String data =
          "{\"platform\":\"chat\",\"account\":\"shop\",\"receivedAt\":\"2026-01-01T00:00:00Z\",\"conversation\":{\"id\":\""
              + chat
              + "\",\"type\":\"direct\"},\"sender\":{\"id\":\"u1\",\"name\":\"A\\u0000B\\ud800C\"},"
              + "\"message\":{\"id\":\"1\",\"text\":\"x\\u0000y\"}}";
      String id = "broken-text-" + chat;
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(
              Topics.EVENTS, "chat/shop/" + chat, data.getBytes(StandardCharsets.UTF_8));
      Map.of("id", id, "source", "/chat/shop", "type", "dev.milena.message.created")
          .forEach((name, value) -> Records.setAttribute(record.headers(), name, value));

      hub.append(record);

      hub.awaitRecord(Topics.ACCEPTED, id);
      assertThat(
              tables.one(
                  "SELECT p.name FROM participant p JOIN conversation c ON c.participant = p.id WHERE c.external_id = '"
                      + chat
                      + "'"))
          .isEqualTo("A\ufffdB\ufffdC");
      assertThat(hub.awaitCommands(c -> c.cause().filter(id::equals).isPresent(), 1)).hasSize(1);
    }
  }

  @Test
  void whoBlocksTheBotIsNotWrittenToUntilTheyUnblockIt() {
    try (Hub hub = new Hub()) {
      String chat = Hub.randomChat();
      Event hello = Hub.event(SHOP, chat, "u" + chat, Hub.text("1", "hello"));
      hub.append(hello);
      hub.awaitAccepted(hello);

      Event blocked = Hub.event(SHOP, chat, "u" + chat, new Happening.BotBlocked());
      hub.append(blocked);
      hub.awaitAccepted(blocked);
      assertThat(isBlocked(chat)).isEqualTo("t");

      Event unblocked = Hub.event(SHOP, chat, "u" + chat, new Happening.BotUnblocked());
      hub.append(unblocked);
      hub.awaitAccepted(unblocked);
      Awaitility.await().atMost(Hub.PATIENCE).until(() -> isBlocked(chat).equals("f"));
    }
  }

  private String isBlocked(String chat) {
    return tables.one(
        "SELECT blocked FROM conversation WHERE account = 'shop' AND external_id = '" + chat + "'");
  }
}
