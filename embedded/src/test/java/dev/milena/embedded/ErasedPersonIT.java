package dev.milena.embedded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.backing.testing.Tape;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody is forgotten: what docs/ERASURE.md promises, seen from both platforms. */
@QuarkusTest
@QuarkusTestResource(BackingForTests.class)
@TestProfile(ErasedPersonIT.Impatient.class)
class ErasedPersonIT {
  private static final String KEY = "a-key-for-the-tests-of-erasure-0123456789";

  /** Where texts are kept only until they are done. */
  private static final List<String> INTERNAL =
      List.of("milena.events", "milena.outbound.telegram.reply", "milena.outbound.webim.reply");

  private final String canary = "canary " + UUID.randomUUID();
  private final Town town;
  private final Tables tables;

  ErasedPersonIT(Town town, Tables tables) {
    this.town = town;
    this.tables = tables;
  }

  /** Waits for nothing that a slow machine does not need. */
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "milena.api-key", KEY,
          "milena.router.erasures-every", "200ms",
          "milena.router.trim-after", "0s",
          "milena.router.batch-age-max", "2s");
    }
  }

  @BeforeEach
  void open() {
    town.open();
  }

  @Test
  void whoIsErasedIsFoundNowhereAndBeginsAnew() {
    // Given
    String chat = town.stranger();
    town.telegram().write(town.bot, chat, canary + " asks");
    Town.await().until(() -> town.desk(chat).contains(canary + " asks"));
    town.webim().write(town.seat, chat, canary + " answers");
    Town.await().until(() -> town.visitor(chat).contains(canary + " answers"));
    String parked = parkSomethingOf(chat);
    String person = personIn(chat);
    assertThat(preview(person)).isEqualTo(List.of(1, 2, 1));

    // When
    String erasure = api().delete("/people/" + person).then().statusCode(202).extract().path("id");

    // Then
    assertNotInPostgres(chat);
    assertThat(tables.with(person)).as("until it is announced").isSubsetOf("erasure");
    Town.await().until(() -> "done".equals(erasure(erasure).getString("step")));
    assertNotInPostgres(chat, person);
    assertThat(INTERNAL.stream().flatMap(topic -> naming(topic, canary, chat))).isEmpty();
    assertThat(lastOf("milena.parked", parked)).isEmpty();
    assertThat(naming("milena.deliveries", canary)).isEmpty();
    assertThat(naming("milena.accepted", "dev.milena.person.erased", person)).isNotEmpty();
    api()
        .get("/erasures/" + erasure)
        .then()
        .body("requestedBy", Matchers.notNullValue())
        .body("finishedAt", Matchers.notNullValue())
        .body("erased.participants", Matchers.equalTo(1))
        .body("parked", Matchers.equalTo(1));

    // And
    town.telegram().redeliverLast(town.bot, chat);
    town.telegram().write(town.bot, chat, "a new beginning");
    Town.await().until(() -> town.desk(chat).contains("a new beginning"));
    assertThat(town.desk(chat)).containsExactly(canary + " asks", "a new beginning");
    town.webim().write(town.seat, chat, "welcome");
    Town.await().until(() -> town.visitor(chat).contains("welcome"));
    assertThat(personIn(chat)).isNotEqualTo(person);
  }

  /** An update of a kind that nobody knows, with their id and words; returns the record's key. */
  private String parkSomethingOf(String chat) {
    given()
        .header("X-Telegram-Bot-Api-Secret-Token", town.secret("webhook-secret"))
        .contentType("application/json")
        .body(
            "{\"update_id\":990001,\"of_tomorrow\":{\"from\":{\"id\":%s},\"text\":\"%s\"}}"
                .formatted(chat, canary))
        .post("/in/telegram/town")
        .then()
        .statusCode(200);
    Town.await().until(() -> naming("milena.parked", canary).findAny().isPresent());
    return naming("milena.parked", canary).findFirst().orElseThrow().key();
  }

  private String personIn(String chat) {
    return tables
        .column("SELECT person FROM participant WHERE external_id = '" + chat + "'")
        .getFirst();
  }

  private static List<Integer> preview(String person) {
    var extent = api().get("/people/" + person + "/erasure").then().statusCode(200).extract();
    return Stream.of("participants", "conversations", "links")
        .map(what -> extent.<Integer>path(what))
        .toList();
  }

  private static JsonPath erasure(String id) {
    return api().get("/erasures/" + id).then().statusCode(200).extract().jsonPath();
  }

  private static RequestSpecification api() {
    return given().basePath("/api/v1").header("X-API-Key", KEY);
  }

  private void assertNotInPostgres(String... words) {
    assertThat(tables.with(canary)).isEmpty();
    for (String word : words) {
      assertThat(tables.with(word)).as("tables with " + word).isEmpty();
    }
  }

  /** Records of a topic in whose key, value or headers one of the words stands. */
  private static Stream<ConsumerRecord<String, byte[]>> naming(String topic, String... words) {
    return Tape.read(topic).stream().filter(r -> Stream.of(words).anyMatch(all(r)::contains));
  }

  private static String all(ConsumerRecord<String, byte[]> record) {
    StringBuilder all = new StringBuilder(String.valueOf(record.key()));
    record.headers().forEach(h -> all.append('\n').append(text(h.value())));
    return all.append('\n').append(text(record.value())).toString();
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  /** What a reader sees under a key once the topic is compacted. */
  private static Optional<byte[]> lastOf(String topic, String key) {
    return Tape.read(topic).stream()
        .filter(r -> key.equals(r.key()))
        .reduce((earlier, later) -> later)
        .flatMap(r -> Optional.ofNullable(r.value()));
  }
}
