package dev.milena.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.AccountTable;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.CloudEvent;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.Delivery;
import dev.milena.model.Envelopes;
import dev.milena.model.Json;
import dev.milena.model.Priority;
import dev.milena.model.RichText;
import dev.milena.model.Sealer;
import dev.milena.model.Topics;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.testkit.Examples;
import dev.milena.platform.testkit.Fuzz;
import dev.milena.platform.testkit.SimulatorFactory;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What no stage would write, on every topic and partition that the stages read: behind it
 * everything goes on.
 */
@QuarkusTest
@QuarkusTestResource(BackingForTests.class)
class SpoiltRecordsIT {
  private static final int PARTITIONS = 4;

  /** Enough chats to meet every partition. */
  private static final int CHATS = 20;

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Known to the hub, so that what is damaged elsewhere gets as far as it can. */
  private final AccountRef account = new AccountRef("telegram", "spoilt");

  private final Town town;
  private final Sealer sealer;
  private final List<Rehearsal> rehearsals;
  private final Random random = new Random(1);

  SpoiltRecordsIT(Town town, Sealer sealer, @All List<Rehearsal> rehearsals) {
    this.town = town;
    this.sealer = sealer;
    this.rehearsals = rehearsals;
  }

  @BeforeEach
  void open() {
    town.open();
    town.open(account);
  }

  @Test
  void nothingStandsStillBehindSpoiltRecords() {
    try (KafkaProducer<String, byte[]> kafka = producer()) {
      append(kafka, List.of(Topics.EVENTS), events());
      append(kafka, outbound(), commands());
      append(kafka, List.of(Topics.DELIVERIES), deliveries());
      append(kafka, List.of(Topics.ACCOUNTS, Topics.CURSORS), List.of(accountRecord()));
    }

    List<String> chats = IntStream.range(0, CHATS).mapToObj(i -> town.stranger()).toList();
    chats.forEach(chat -> town.telegram().write(town.bot, chat, "still here"));

    Town.await()
        .atMost(PATIENCE)
        .until(() -> chats.stream().allMatch(c -> town.desk(c).equals(List.of("still here"))));
    chats.forEach(chat -> town.webim().write(town.seat, chat, "so are we"));
    Town.await()
        .atMost(PATIENCE)
        .until(() -> chats.stream().allMatch(c -> town.visitor(c).equals(List.of("so are we"))));
    Town.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(RestAssured.get("/q/health/ready").asString()).doesNotContain("DOWN"));
  }

  private void append(
      KafkaProducer<String, byte[]> kafka, List<String> topics, List<CloudEvent> examples) {
    List<byte[]> structured =
        examples.stream().map(e -> Json.bytes(Envelopes.structured(e))).toList();
    Fuzz.each(
        structured, spoilt -> kafka.send(record(any(topics), any(examples), spoilt), this::failed));
    for (String topic : topics) {
      IntStream.range(0, PARTITIONS)
          .forEach(p -> kafka.send(new ProducerRecord<>(topic, p, null, null), this::failed));
    }
    kafka.flush();
  }

  /** What Kafka itself does not take is not there to stand behind. */
  private void failed(Object place, Exception failure) {
    if (failure != null) {
      assertThat(failure).isInstanceOf(org.apache.kafka.common.KafkaException.class);
    }
  }

  /** As attributes and data where it is still an envelope; else as the data of a whole one. */
  private ProducerRecord<String, byte[]> record(String topic, CloudEvent whole, byte[] spoilt) {
    int partition = random.nextInt(PARTITIONS);
    String key = account.key() + "/" + random.nextInt(CHATS);
    try {
      JsonNode envelope = Json.tree(spoilt);
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(topic, partition, key, Json.bytes(envelope.path("data")));
      envelope.properties().stream()
          .filter(p -> !p.getKey().equals("data"))
          .forEach(p -> header(record, p.getKey(), p.getValue().asText(p.getValue().toString())));
      return record;
    } catch (Json.UnreadableException notAnEnvelope) {
      ProducerRecord<String, byte[]> raw = new ProducerRecord<>(topic, partition, key, spoilt);
      header(raw, "id", whole.id());
      header(raw, "source", whole.source());
      header(raw, "type", whole.type());
      return raw;
    }
  }

  private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
    record.headers().add("ce_" + name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** All that the platforms' own payloads say. */
  private List<CloudEvent> events() {
    List<CloudEvent> events = new ArrayList<>();
    for (SimulatorFactory platform : SimulatorFactory.all()) {
      Rehearsal rehearsal =
          rehearsals.stream()
              .filter(r -> r.platform().equals(platform.platform()))
              .findFirst()
              .orElseThrow();
      Examples.beside(platform.getClass()).stream()
          .flatMap(body -> read(rehearsal, body))
          .forEach(events::add);
    }
    assertThat(events).isNotEmpty();
    return events;
  }

  private Stream<CloudEvent> read(Rehearsal rehearsal, byte[] body) {
    AccountRef ref = new AccountRef(rehearsal.platform(), account.name());
    return rehearsal.read(rehearsal.stage(ref, ""), body)
                instanceof Rehearsal.Reading.Received(Reception reception)
            && reception instanceof Reception.Accepted accepted
        ? accepted.translation().events().stream().map(Envelopes::wrap)
        : Stream.of();
  }

  private List<String> outbound() {
    return Stream.of(Priority.values()).map(p -> Topics.outbound(account.platform(), p)).toList();
  }

  private List<CloudEvent> commands() {
    return Stream.of(
            """
            {"type":"message.send","content":{"text":"*hello*","format":"markdown","attachments":[{"type":"image","url":"https://example.com/x.png","name":"x.png"}],"buttons":[[{"id":"b","label":"B","value":"v"}]]},"replyTo":"1"}\
            """,
            """
            {"type":"message.edit","messageId":"1","content":{"text":"hello"}}\
            """,
            """
            {"type":"message.delete","messageId":"1"}\
            """,
            """
            {"type":"reaction.add","messageId":"1","emoji":"👍"}\
            """,
            """
            {"type":"interaction.answer","interaction":{"id":"1"},"content":{"text":"well"}}\
            """,
            """
            {"type":"typing.start"}\
            """)
        .map(json -> Json.object(json.getBytes(StandardCharsets.UTF_8)))
        .map(json -> {
          json.put("id", Integer.toHexString(json.hashCode()).repeat(8).substring(0, 32));
          json.putObject("to")
              .put("platform", account.platform())
              .put("account", account.name())
              .put("conversation", "4200000001");
          return Envelopes.wrap(Envelopes.command(json));
        })
        .toList();
  }

  private List<CloudEvent> deliveries() {
    Address to = Address.of(ConversationRef.of(account, "4200000001"));
    Command command =
        Command.of(
            "0".repeat(32),
            to,
            Action.Send.of(Content.of(RichText.plain("hello"), List.of(), List.of())));
    return Stream.of(Delivery.Result.values())
        .map(result ->
            new Delivery(
                command.id(),
                0,
                2,
                to,
                result,
                Optional.of("deadline"),
                Optional.of(1000L),
                List.of("1"),
                1,
                Instant.now(),
                List.of("buttons"),
                Optional.of("2"),
                Optional.of("cause"),
                Optional.of(1000L)))
        .map(Envelopes::wrap)
        .toList();
  }

  /** Neither an account nor a cursor is an envelope; both are read from the data alone. */
  private CloudEvent accountRecord() {
    AccountRef nobody = new AccountRef(account.platform(), "nobody");
    AccountRecord record =
        AccountRecord.of(
            nobody,
            1,
            AccountRecord.Source.API,
            Json.mapper().createObjectNode().put("token", "1:x"),
            sealer);
    return new CloudEvent(
        nobody.key(),
        "/milena",
        "dev.milena.account",
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        AccountTable.toRecord(record).value());
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers(), "acks", "all"),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
