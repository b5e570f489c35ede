package dev.milena.router.routes;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Topics;
import dev.milena.router.api.Api;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class RoutedTopicsIT {
  private static final AccountRef LISTENED = new AccountRef("chat", "listened");
  private static final String COMMANDS = "milena.routed.commands";
  private static final String MESSAGES = "milena.routed.messages";
  private static final String BUTTONS = "milena.routed.buttons";
  private static Hub hub;

  private final String name = Api.randomName();
  private final AccountRef account = new AccountRef("topics" + name, "main");

  @Inject Tables tables;

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  @Test
  void commandsMessagesAndPressesGoToTopicsOfTheirOwn() {
    String chat = Hub.randomChat();
    Event command = Hub.event(LISTENED, chat, "u1", Hub.command("1", "order", "tea"));
    Event message = Hub.event(LISTENED, chat, "u1", Hub.text("2", "hello"));
    Event press = Hub.event(LISTENED, chat, "u1", pressed("order.tea"));
    Event last = Hub.event(LISTENED, chat, "u1", Hub.command("3", "end", ""));

    hub.appendAll(List.of(command, message, press, last));

    ConsumerRecord<String, byte[]> copy = hub.awaitRecord(COMMANDS, command.id());
    ConsumerRecord<String, byte[]> accepted = hub.awaitAccepted(command);
    assertThat(copy.key()).isEqualTo(accepted.key());
    assertThat(copy.value()).isEqualTo(accepted.value());
    assertThat(Records.find(copy.headers(), "ce_person"))
        .isPresent()
        .isEqualTo(Records.find(accepted.headers(), "ce_person"));
    hub.awaitRecord(MESSAGES, message.id());
    hub.awaitRecord(BUTTONS, press.id());
    hub.awaitRecord(COMMANDS, last.id());
    hub.awaitAccepted(last);
    assertThat(hub.records(MESSAGES, command.id())).isEmpty();
    assertThat(hub.records(COMMANDS, message.id())).isEmpty();
    assertThat(hub.records(MESSAGES, press.id())).isEmpty();
    assertThat(copy.partition()).isEqualTo(hub.awaitRecord(COMMANDS, last.id()).partition());
  }

  @Test
  void linkedConversationIsHeardAlongInItsOrder() {
    String chat = Hub.randomChat();
    List<Event> said = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      said.add(Hub.event(LISTENED, chat, "u1", Hub.text("m" + i, "text " + i)));
    }

    hub.appendAll(said);

    hub.awaitCommands(c -> c.to().conversation().equals(chat), said.size());
    hub.awaitRecord(MESSAGES, said.getLast().id());
    assertThat(
            hub.raw(MESSAGES, said.getFirst().key()).stream()
                .map(r -> Records.find(r.headers(), "ce_id").orElseThrow())
                .distinct())
        .as("linked to the desk from the first message on, and heard all the same")
        .containsExactlyElementsOf(said.stream().map(Event::id).toList());
  }

  @Test
  void whatOnlyATopicTakesIsNotUnrouted() {
    Event command = Hub.event(LISTENED, Hub.randomChat(), "u1", Hub.command("1", "alone", ""));

    hub.append(command);

    hub.awaitRecord(COMMANDS, command.id());
    assertThat(tables.one("SELECT count(*) FROM decision WHERE event_id = '" + command.id() + "'"))
        .isEqualTo("0");
  }

  @Test
  void whatIsMeantForATopicThatIsNotAllowedIsParkedAndNobodyWaits() {
    tables.run(
        "INSERT INTO route (name, definition) VALUES ('"
            + name
            + "', '{\"accounts\":[\""
            + account.key()
            + "\"],\"textPrefixes\":[\"tell\"],\"to\":[\"topic:somebody.elses\"]}')");
    // Whatever is changed over the API makes the router look for changes.
    Api.admin()
        .body(Map.of("enabled", false, "to", List.of("desk/main")))
        .put("/routes/" + Api.randomName())
        .then()
        .statusCode(201);
    Event told = Hub.event(account, Hub.randomChat(), "u1", Hub.text("1", "tell"));
    Event after = Hub.event(LISTENED, Hub.randomChat(), "u1", Hub.text("2", "after"));

    hub.append(told);
    hub.append(after);

    assertThat(Records.find(hub.awaitRecord(Topics.PARKED, told.id()).headers(), "ce_cause"))
        .contains("unknown_topic");
    hub.awaitRecord(MESSAGES, after.id());
    assertThat(hub.records(Topics.ACCEPTED, told.id())).isEmpty();
  }

  @Test
  void topicThatIsDeletedUnderTheRouterIsMadeAgain() throws Exception {
    String topic = Topics.ROUTED_PREFIX + name;
    put("topic:" + topic).then().statusCode(201);
    Event before = Hub.event(account, Hub.randomChat(), "u1", Hub.text("1", "before"));
    hub.append(before);
    hub.awaitRecord(topic, before.id());
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
    Event after = Hub.event(account, Hub.randomChat(), "u1", Hub.text("2", "after"));

    hub.append(after);

    hub.awaitRecord(topic, after.id());
    hub.awaitAccepted(after);
  }

  @Test
  void topicsOfOthersAreRefused() {
    assertProblem(put("topic:somebody.elses"), 422, "unknown-target");
    assertProblem(put("topic:milena.events"), 400, "invalid");
    assertProblem(put("topic:no/name"), 400, "invalid");
  }

  private io.restassured.response.Response put(String target) {
    return Api.admin()
        .body(Map.of("accounts", List.of(account.key()), "to", List.of(target)))
        .put("/routes/" + name);
  }

  private static Happening pressed(String button) {
    return new Happening.InteractionPressed(
        Optional.empty(),
        new Interaction(
            Optional.of("i1"),
            Optional.empty(),
            Optional.of(button),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty()));
  }
}
