package dev.milena.router.api.parked;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.milena.backing.testing.Tables;
import dev.milena.bus.Parked;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.ParkedOrder;
import dev.milena.model.Topics;
import dev.milena.router.api.Api;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class ParkedIT {
  private static final AccountRef DESK = new AccountRef("desk", "main");
  private static final AccountRef SHOP = new AccountRef("chat", "shop");
  private static final Instant TAKEN = Instant.parse("2026-01-01T00:00:00Z");
  private static Hub hub;

  @Inject Tables tables;

  private final String chat = Hub.randomChat();

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  /** An operator's words to a visitor whom no link knows: the router parks them. */
  private Event stranger(String text) {
    Event event = Hub.event(DESK, chat, "operator", Hub.text(UUID.randomUUID().toString(), text));
    hub.append(event);
    return event;
  }

  /** A command that egress has given up. */
  private String givenUp(String cause, long offset) {
    return givenUp("chat/shop/" + chat, cause, offset, 0);
  }

  private String givenUp(String key, String cause, long offset, int replay) {
    String id = UUID.randomUUID().toString().replace("-", "");
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_id", id.getBytes());
    headers.add("ce_type", "dev.milena.command.message.send".getBytes());
    ConsumerRecord<String, byte[]> command =
        new ConsumerRecord<>(
            "milena.outbound.chat.reply",
            0,
            offset,
            TAKEN.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            key,
            "{\"id\":\"words of somebody\"}".getBytes(),
            headers,
            Optional.empty());
    hub.append(Parked.aside(command, SHOP, new Parked.Setback(cause, 3, replay, true)));
    return id;
  }

  private JsonPath listed(String query) {
    return Api.admin().get("/parked?" + query).then().statusCode(200).extract().jsonPath();
  }

  private JsonPath await(String query, int many) {
    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() -> listed(query).getList("items").size() == many);
    return listed(query);
  }

  private String ofDesk() {
    return "conversation=desk/main/" + chat;
  }

  private String ofShop() {
    return "conversation=chat/shop/" + chat;
  }

  private List<ParkedOrder> orders() {
    return hub.raw("milena.outbound.chat.reply", "chat/shop/" + chat).stream()
        .map(r -> Envelopes.order(Records.fromRecord(r)))
        .toList();
  }

  @Test
  void eventThatWasParkedIsListedWithoutItsWords() {
    Event event = stranger("words of somebody");

    String item = await(ofDesk(), 1).getString("items[0].id");

    Api.admin()
        .get("/parked/" + item)
        .then()
        .statusCode(200)
        .body("kind", equalTo("event"))
        .body("name", equalTo(event.id()))
        .body("cause", equalTo("unknown_visitor"))
        .body("account", equalTo("desk/main"))
        .body("conversation", equalTo("desk/main/" + chat))
        .body("state", equalTo("parked"))
        .body("replayable", equalTo(true));
    assertThat(Api.admin().get("/parked/" + item).asString()).doesNotContain("words");
    assertThat(tables.everything()).noneMatch(row -> row.contains("words of somebody"));
  }

  @Test
  void wordsAreForKeysThatMayReadThem() {
    stranger("words of somebody");
    String item = await(ofDesk(), 1).getString("items[0].id");

    Api.scoped("texts")
        .get("/parked/" + item + "/text")
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("data.message.text", equalTo("words of somebody"));

    assertProblem(Api.scoped("parked", "read").get("/parked/" + item + "/text"), 403, "forbidden");
    assertProblem(Api.scoped("texts").get("/parked/" + item), 403, "forbidden");
    assertProblem(Api.scoped("read").post("/parked/" + item + "/replay"), 403, "forbidden");
    Api.scoped("read").get("/parked/" + item).then().statusCode(200);
  }

  @Test
  void replayedEventComesAgainUnderTheNextNumberAndIsParkedAnewIfItFails() {
    Event event = stranger("first");
    String item = await(ofDesk(), 1).getString("items[0].id");

    Api.scoped("parked")
        .post("/parked/" + item + "/replay")
        .then()
        .statusCode(202)
        .body("state", equalTo("replaying"));

    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() -> listed(ofDesk()).getList("items.replays").equals(List.of(1)));
    assertThat(listed(ofDesk()).getString("items[0].name")).isEqualTo(event.id());
    assertProblem(Api.admin().get("/parked/" + item), 404, "not-found");
    assertProblem(Api.admin().post("/parked/" + item + "/replay"), 404, "not-found");
  }

  @Test
  void replayedEventsGoTheirWayInTheirOrderOnceTheirVisitorIsKnown() {
    List<String> texts = IntStream.range(0, 5).mapToObj(i -> "t" + i).toList();
    texts.forEach(this::stranger);
    await(ofDesk(), 5);
    String visitor = "chat/unrouted/" + chat;
    Api.admin()
        .body(
            Map.of(
                "left", Map.of("conversation", visitor),
                "right", Map.of("conversation", "desk/main/" + chat)))
        .post("/links")
        .then()
        .statusCode(201);

    Api.admin()
        .body(Map.of("conversation", "desk/main/" + chat, "cause", "unknown_visitor"))
        .post("/parked/replay?limit=2")
        .then()
        .statusCode(202)
        .body("taken", equalTo(2))
        .body("more", equalTo(true));
    Api.admin()
        .body(Map.of("conversation", "desk/main/" + chat))
        .post("/parked/replay")
        .then()
        .statusCode(202)
        .body("taken", equalTo(3))
        .body("more", equalTo(false));
    stranger("newer");

    List<Command> commands = hub.awaitCommands(c -> c.key().equals(visitor), 6);
    assertThat(commands.stream().map(c -> c.action().toString()).toList()).hasSize(6);
    List<String> sent =
        hub.raw("milena.outbound.chat.reply", visitor).stream()
            .map(r -> new JsonPath(new String(r.value())).getString("content.text"))
            .toList();
    List<String> expected = new ArrayList<>(texts);
    expected.add("newer");
    assertThat(sent).isEqualTo(expected);
    await(ofDesk(), 0);
  }

  @Test
  void replayOfACommandIsAnOrderInItsLane() {
    String id = givenUp("horizon", 7);
    await(ofShop(), 1);

    Api.admin()
        .get("/parked/" + id)
        .then()
        .statusCode(200)
        .body("kind", equalTo("command"))
        .body("inDoubt", equalTo(true))
        .body("attempts", equalTo(3));
    for (int i = 0; i < 2; i++) {
      Api.admin()
          .post("/parked/" + id + "/replay")
          .then()
          .statusCode(202)
          .body("state", equalTo("replaying"));
    }

    Awaitility.await().atMost(Hub.PATIENCE).until(() -> orders().size() == 2);
    ParkedOrder order = orders().getFirst();
    assertThat(order).as("asked twice, it is the same").isEqualTo(orders().getLast());
    assertThat(order.type()).isEqualTo(ParkedOrder.Type.REPLAY);
    assertThat(order.command()).isEqualTo(id);
    assertThat(order.record()).isEqualTo(id);
    assertThat(order.replay()).isEqualTo(1);
    assertThat(order.key()).isEqualTo("chat/shop/" + chat);
    assertProblem(Api.admin().post("/parked/" + id + "/drop"), 409, "decided");
  }

  @Test
  void commandsArePlayedInTheOrderOfTheirLaneAlsoWhenOneHasFailedAgain() {
    String second = givenUp("chat/shop/" + chat, "horizon", 2, 0);
    String third = givenUp("chat/shop/" + chat, "horizon", 3, 0);
    String first = givenUp("chat/shop/" + chat, "no_answer", 1, 1);
    await(ofShop(), 3);

    Api.admin()
        .body(Map.of("conversation", "chat/shop/" + chat))
        .post("/parked/replay")
        .then()
        .statusCode(202)
        .body("taken", equalTo(3));

    Awaitility.await().atMost(Hub.PATIENCE).until(() -> orders().size() == 3);
    assertThat(orders()).extracting(ParkedOrder::command).containsExactly(first, second, third);
    assertThat(orders()).extracting(ParkedOrder::replay).containsExactly(2, 1, 1);
    Api.admin()
        .body(Map.of("conversation", "chat/shop/" + chat))
        .post("/parked/replay")
        .then()
        .statusCode(202)
        .body("taken", equalTo(0));
  }

  @Test
  void whatWasDecidedAndNotSentIsSentByWhoeverAsksNext() {
    String id = givenUp("horizon", 7);
    await(ofShop(), 1);
    tables.run(
        "UPDATE parked SET state = 'replaying', asked_at = '2026-01-02T00:00:00Z', asked_by ="
            + " 'somebody who died' WHERE record = '"
            + id
            + "'");

    Api.admin()
        .body(Map.of("conversation", "chat/shop/" + chat))
        .post("/parked/replay")
        .then()
        .statusCode(202)
        .body("taken", equalTo(1));

    Awaitility.await().atMost(Hub.PATIENCE).until(() -> orders().size() == 1);
    assertThat(orders().getFirst().asked()).isEqualTo("2026-01-02T00:00:00Z");
    Api.admin().get("/parked/" + id).then().body("askedBy", equalTo("somebody who died"));
  }

  @Test
  void droppedCommandIsLeftToItsLaneAndDroppedEventIsRemoved() {
    String id = givenUp("horizon", 7);
    Event event = stranger("never mind");
    await(ofShop(), 1);
    String item = await(ofDesk(), 1).getString("items[0].id");

    Api.admin().post("/parked/" + id + "/drop").then().statusCode(202);
    Api.admin().post("/parked/" + item + "/drop").then().statusCode(202);

    Awaitility.await().atMost(Hub.PATIENCE).until(() -> orders().size() == 1);
    assertThat(orders().getFirst().type()).isEqualTo(ParkedOrder.Type.DROP);
    await(ofDesk(), 0);
    hub.append(Parked.tombstone(id, SHOP));
    await(ofShop(), 0);
    assertThat(hub.records(Topics.EVENTS, event.id())).isEmpty();
  }

  @Test
  void inputsCanBeDroppedAndNotPlayed() {
    String key = "chat/shop/" + UUID.randomUUID();
    ProducerRecord<String, byte[]> input =
        new ProducerRecord<>(Topics.PARKED, key, "{\"body\":\"…\"}".getBytes());
    Records.setAccount(input.headers(), SHOP);
    Records.setAttribute(input.headers(), "cause", "unmapped");
    hub.append(input);
    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() -> listed("cause=unmapped&limit=200").getList("items.name").contains(key));
    String item =
        listed("cause=unmapped&limit=200").getString("items.find { it.name == '" + key + "' }.id");

    assertProblem(Api.admin().post("/parked/" + item + "/replay"), 422, "not-replayable");
    Api.admin().get("/parked/" + item).then().body("state", equalTo("parked"));
    Api.admin().post("/parked/" + item + "/drop").then().statusCode(202);

    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() -> Api.admin().get("/parked/" + item).statusCode() == 404);
  }

  @Test
  void listIsFilteredAndComesInPages() {
    givenUp("horizon", 1);
    givenUp("horizon", 2);
    givenUp("no_answer", 3);
    await(ofShop(), 3);
    String now = Instant.now().plusSeconds(60).toString();

    assertThat(listed(ofShop() + "&cause=horizon").getList("items")).hasSize(2);
    assertThat(listed(ofShop() + "&account=chat/other").getList("items")).isEmpty();
    assertThat(listed(ofShop() + "&account=chat/shop&platform=chat").getList("items")).hasSize(3);
    assertThat(listed(ofShop() + "&since=" + now).getList("items")).isEmpty();
    assertThat(listed(ofShop() + "&until=" + now).getList("items")).hasSize(3);
    List<String> read = new ArrayList<>();
    String after = "";
    while (after != null) {
      JsonPath page = listed(ofShop() + "&limit=1" + after);
      read.addAll(page.getList("items.name", String.class));
      after = page.getString("next") == null ? null : "&after=" + page.getString("next");
    }
    assertThat(read).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void questionsAreCheckedAndEverythingIsNeverMeantByMistake() {
    assertProblem(Api.admin().get("/parked?after=yesterday"), 400, "invalid");
    assertProblem(Api.admin().get("/parked?account=chat"), 400, "invalid");
    assertProblem(Api.admin().get("/parked?limit=0"), 400, "invalid");
    assertProblem(Api.admin().get("/parked/0"), 400, "invalid");
    assertProblem(Api.admin().get("/parked/" + "0".repeat(32)), 404, "not-found");
    assertProblem(Api.admin().body(Map.of()).post("/parked/drop"), 400, "invalid")
        .then()
        .body("detail", containsString("must say which"));
    assertProblem(
        Api.admin().body(Map.of("conversations", "all")).post("/parked/drop"), 400, "invalid");
  }

  @Test
  void tableIsReadAnewWhereTheDatabaseWasRestored() {
    givenUp("horizon", 1);
    await(ofShop(), 1);

    tables.run("DELETE FROM parked WHERE conversation = 'chat/shop/" + chat + "'");
    tables.run("UPDATE parked_progress SET next_position = 0");
    givenUp("horizon", 2);

    await(ofShop(), 2);
  }

  @Test
  void whatIsParkedIsCountedByCauseAndAge() {
    givenUp("horizon", 1);
    await(ofShop(), 1);

    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .untilAsserted(() -> {
          String metrics = io.restassured.RestAssured.get("/q/metrics").asString();
          assertThat(metrics)
              .containsPattern("milena_router_parked\\{age=\"hour\",cause=\"horizon\"[^}]*} [1-9]");
          assertThat(metrics)
              .containsPattern("milena_router_parked_oldest_seconds(\\{[^}]*})? [0-9]");
        });
  }
}
