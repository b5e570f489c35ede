package dev.milena.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.http.HttpServiceSimulator;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.PlatformSimulator.Fault;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A visitor and a program talk: signed webhooks there, answers in the response and by calls. */
@QuarkusTest
@QuarkusTestResource(BackingForTests.class)
class ServiceIT {
  private static final AccountRef BOT = new AccountRef("telegram", "serviced");
  private static final AccountRef SERVICE = new AccountRef("http", "town");
  private static final double PACE = 0.05;

  private static HttpServiceSimulator services;

  private final Town town;
  private final HubAccounts accounts;

  ServiceIT(Town town, HubAccounts accounts) {
    this.town = town;
    this.accounts = accounts;
  }

  @BeforeEach
  void open() {
    if (services == null) {
      services = new HttpServiceSimulator(PACE);
      town.open().open(BOT);
      accounts.publish(SERVICE, services.open(SERVICE, "http://127.0.0.1:" + RestAssured.port));
    }
    services.answering(SERVICE, _ -> Optional.empty());
  }

  @AfterAll
  static void close() {
    services.close();
  }

  private static Optional<JsonNode> repeated(JsonNode event) {
    String words = "You said: " + event.at("/data/message/text").asText();
    return Optional.of(Json.mapper().createObjectNode().put("text", words));
  }

  private static List<String> texts(PlatformSimulator on, AccountRef account, String chat) {
    return on.shown(account, chat).stream().map(Shown::text).toList();
  }

  private List<String> visitor(String chat) {
    return texts(town.telegram(), BOT, chat);
  }

  private List<String> service(String chat) {
    return texts(services, SERVICE, chat);
  }

  @Test
  void visitorReadsWhatTheServiceAnswersInItsResponseOnce() {
    String chat = town.stranger();
    services.answering(SERVICE, ServiceIT::repeated);
    services.fail(new Fault.AcceptWithoutAnswer(1));

    town.telegram().write(BOT, chat, "Hello");
    town.telegram().write(BOT, chat, "Bye");

    Town.await().until(() -> visitor(chat).size() == 2);
    assertThat(visitor(chat)).containsExactly("You said: Hello", "You said: Bye");
    assertThat(service(chat)).containsExactly("Hello", "Bye");
  }

  @Test
  void serviceWritesByItsOwnCallAndItsButtonComesBack() {
    String chat = town.stranger();
    town.telegram().write(BOT, chat, "Hello");
    Town.await().until(() -> service(chat).equals(List.of("Hello")));

    services.write(SERVICE, chat, "Just a moment");
    Town.await().until(() -> visitor(chat).equals(List.of("Just a moment")));
    services.answering(SERVICE, ServiceIT::offer);
    town.telegram().write(BOT, chat, "Tea, please");
    Town.await().until(() -> visitor(chat).contains("Which?"));
    Shown offer = town.telegram().shown(BOT, chat).getLast();
    assertThat(offer.buttons()).containsExactly("Green", "Black");
    town.telegram().press(BOT, chat, offer.id(), "green");

    Town.await().until(() -> service(chat).equals(List.of("Hello", "Tea, please", "Green")));
  }

  private static Optional<JsonNode> offer(JsonNode event) {
    if (!event.at("/data/message/text").isTextual()) {
      return Optional.empty();
    }
    ObjectNode answer = Json.mapper().createObjectNode().put("text", "Which?");
    ArrayNode row = answer.putArray("buttons").addArray();
    row.addObject().put("id", "green").put("label", "Green").put("value", "green");
    row.addObject().put("id", "black").put("label", "Black").put("value", "black");
    return Optional.of(answer);
  }
}
