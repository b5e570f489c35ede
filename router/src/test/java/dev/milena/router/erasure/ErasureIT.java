package dev.milena.router.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.Records;
import dev.milena.bus.TopicReader;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Topics;
import dev.milena.router.api.Api;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import dev.milena.router.testing.Impatient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
@TestProfile(Impatient.class)
class ErasureIT {
  private static final AccountRef SHOP = new AccountRef("chat", "shop");
  private static final Map<String, Object> KAFKA =
      Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers());
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Of a chat, a sender and words that are found nowhere else. */
  private final String chat = UUID.randomUUID().toString();

  private final String sender = UUID.randomUUID().toString();
  private final String canary = "canary " + UUID.randomUUID();

  @Inject Tables tables;

  private Event said(String id) {
    return Hub.event(SHOP, chat, sender, Hub.text(id, canary));
  }

  private static UUID personOf(ConsumerRecord<String, byte[]> accepted) {
    return UUID.fromString(Records.find(accepted.headers(), "ce_person").orElseThrow());
  }

  @Test
  void allThatIsKnownGoesAtOnceAndTheTextsFollow() {
    UUID person;
    String erasure;
    try (Hub hub = new Hub()) {
      // Given
      Event event = said("m1");
      hub.append(event);
      Command toDesk = hub.awaitCausedBy(event, 1).getFirst();
      hub.append(Hub.delivered(toDesk, "d1"));
      person = personOf(hub.awaitAccepted(event));
      String desk = toDesk.to().ref().key();
      Awaitility.await()
          .atMost(LONG)
          .until(() -> !tables.one("SELECT 1 FROM outcome WHERE key = '" + desk + "'").isEmpty());
      hub.append(
          park(SHOP, "theirs", "{\"from\":{\"id\":\"" + sender + "\"},\"t\":\"" + canary + "\"}"));
      hub.append(park(SHOP, "a stranger's", "{\"from\":{\"id\":\"somebody else\"}}"));
      assertThat(knownOf()).isNotEmpty();
      Api.scoped("read")
          .get("/people/" + person + "/erasure")
          .then()
          .statusCode(200)
          .body("participants", org.hamcrest.Matchers.equalTo(1))
          .body("conversations", org.hamcrest.Matchers.equalTo(2))
          .body("links", org.hamcrest.Matchers.equalTo(1))
          .body("messages", org.hamcrest.Matchers.equalTo(2))
          .body("outcomes", org.hamcrest.Matchers.equalTo(1));

      // When
      erasure =
          Api.scoped("erasure")
              .delete("/people/" + person)
              .then()
              .statusCode(202)
              .extract()
              .path("id");

      // Then
      assertThat(knownOf()).isEmpty();
      ConsumerRecord<String, byte[]> word =
          hub.awaitRecord(Topics.ACCEPTED, "milena/erasure/" + erasure);
      assertThat(Records.find(word.headers(), "ce_type")).contains("dev.milena.person.erased");
      assertThat(personOf(word)).isEqualTo(person);
    }
    awaitDone(erasure);
    assertThat(lying(topic -> topic.equals(Topics.EVENTS) || topic.startsWith("milena.outbound.")))
        .noneMatch(r -> says(r, canary) || says(r, chat) || says(r, sender));
    assertThat(lastParked("theirs")).isEmpty();
    assertThat(lastParked("a stranger's")).isPresent();
    Api.scoped("read")
        .get("/erasures/" + erasure)
        .then()
        .body("parked", org.hamcrest.Matchers.equalTo(1))
        .body("erased.conversations", org.hamcrest.Matchers.equalTo(2))
        .body("requestedBy", org.hamcrest.Matchers.notNullValue())
        .body("finishedAt", org.hamcrest.Matchers.notNullValue());
    assertThat(tables.everything()).noneMatch(row -> row.contains(person.toString()));
    assertThat(
            (String)
                Api.scoped("erasure")
                    .delete("/people/" + person)
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("id"))
        .as("asked for once more, it is the same erasure")
        .isEqualTo(erasure);
  }

  @Test
  void whoWritesAgainIsSomebodyNewAndWhatComesLateIsPassedOver() {
    try (Hub hub = new Hub()) {
      // Given
      Event before = said("m1");
      hub.append(before);
      Command first = hub.awaitCausedBy(before, 1).getFirst();
      UUID person = personOf(hub.awaitAccepted(before));
      Api.admin().delete("/people/" + person).then().statusCode(202);

      // When
      Event late = dated(said("m2"), Instant.now().minusSeconds(60));
      hub.append(late);
      hub.append(lateWordOf(first));
      Event fresh = said("m3");
      hub.append(fresh);

      // Then
      UUID now = personOf(hub.awaitAccepted(fresh));
      assertThat(now).isNotEqualTo(person);
      assertThat(hub.awaitCausedBy(fresh, 1)).hasSize(1);
      assertThat(hub.records(Topics.ACCEPTED, late.id())).isEmpty();
      assertThat(hub.commands(c -> c.cause().filter(late.id()::equals).isPresent())).isEmpty();
      Command answered = hub.awaitCausedBy(fresh, 1).getFirst();
      hub.append(Hub.delivered(answered, "in time"));
      Awaitility.await()
          .atMost(LONG)
          .until(() -> !tables.one("SELECT 1 FROM sent WHERE message = 'in time'").isEmpty());
      assertThat(tables.column("SELECT 1 FROM sent WHERE message = 'late'")).isEmpty();
      assertThat(
              tables.column("SELECT event_id FROM decision WHERE event_id = '" + late.id() + "'"))
          .isEmpty();
    }
  }

  @Test
  void strangersAndUnknownNamesAreNotErased() {
    Api.assertProblem(Api.admin().delete("/people/" + UUID.randomUUID()), 404, "not-found");
    Api.assertProblem(Api.admin().delete("/people/nobody-of-this-name"), 404, "not-found");
    Api.assertProblem(Api.admin().get("/erasures/" + UUID.randomUUID()), 404, "not-found");
    Api.assertProblem(
        Api.scoped("links", "read").delete("/people/" + UUID.randomUUID()), 403, "forbidden");
  }

  /** Rows that name the chat or the sender, or hold the words. */
  private List<String> knownOf() {
    return tables.everything().stream()
        .filter(row -> row.contains(chat) || row.contains(sender) || row.contains(canary))
        .toList();
  }

  private static Event dated(Event e, Instant time) {
    return new Event(
        e.id(), e.account(), time, time, e.conversation(), e.sender(), e.what(), Optional.empty());
  }

  /** What egress says of a call that it had begun before. */
  private static ProducerRecord<String, byte[]> lateWordOf(Command command) {
    Delivery delivery = Hub.delivered(command, "late");
    ProducerRecord<String, byte[]> record =
        Records.toRecord(Topics.DELIVERIES, delivery.key(), Envelopes.wrap(delivery));
    Records.setAttribute(
        record.headers(), Records.CAUSED_AT, Instant.now().minusSeconds(60).toString());
    return record;
  }

  private static ProducerRecord<String, byte[]> park(AccountRef account, String id, String body) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topics.PARKED, 0, id, body.getBytes(StandardCharsets.UTF_8));
    Records.setAccount(record.headers(), account);
    return record;
  }

  /** Does as egress would, and anybody else who reads. */
  private static void commitAll() {
    try (Admin admin = Admin.create(KAFKA)) {
      List<TopicPartition> outbound =
          partitions(admin, topic -> topic.startsWith(Topics.OUTBOUND_PREFIX));
      Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
      admin
          .listOffsets(
              outbound.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
          .all()
          .get()
          .forEach((p, end) -> ends.put(p, new OffsetAndMetadata(end.offset())));
      admin.alterConsumerGroupOffsets("milena-egress-of-the-test", ends).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<TopicPartition> partitions(Admin admin, Predicate<String> topics)
      throws ExecutionException, InterruptedException {
    List<String> names = admin.listTopics().names().get().stream().filter(topics).toList();
    return admin.describeTopics(names).allTopicNames().get().values().stream()
        .flatMap(t -> t.partitions().stream().map(p -> new TopicPartition(t.name(), p.partition())))
        .toList();
  }

  private static void awaitDone(String erasure) {
    Awaitility.await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          commitAll();
          return "done"
              .equals(Api.admin().get("/erasures/" + erasure).then().extract().path("step"));
        });
  }

  private static List<ConsumerRecord<String, byte[]>> lying(Predicate<String> topics) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (Admin admin = Admin.create(KAFKA)) {
      for (TopicPartition partition : partitions(admin, topics)) {
        TopicReader.read(KAFKA, partition, TopicReader.From.BEGINNING, LONG, found::add);
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  private static boolean says(ConsumerRecord<String, byte[]> record, String what) {
    return record.key().contains(what)
        || record.value() != null
            && new String(record.value(), StandardCharsets.UTF_8).contains(what);
  }

  /** What a compacted reader of parked work sees under an id. */
  private static Optional<byte[]> lastParked(String id) {
    return lying(Topics.PARKED::equals).stream()
        .filter(r -> r.key().equals(id))
        .reduce((a, b) -> b)
        .flatMap(r -> Optional.ofNullable(r.value()));
  }
}
