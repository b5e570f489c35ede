package dev.milena.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.DeliveryResult.Misconfigured;
import dev.milena.platform.DeliveryResult.Unconfirmed;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.Waiting;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service says in its answer, and that none of it is lost or doubled. */
class HttpAnsweringTest {
  private final Vertx vertx = Vertx.vertx();
  private final MiniHub hub = new MiniHub(vertx);
  private final HttpServiceSimulator simulator = new HttpServiceSimulator(0.02);
  private final HttpSender sender =
      new HttpSender(LoopbackHttp.client(vertx), Optional.of(hub.url() + "/"));
  private ObjectNode settings;
  private Account account;

  @BeforeEach
  void open() {
    settings = simulator.open(HttpFixtures.BOT, hub.url());
    account = HttpFixtures.account(settings);
    hub.serve(account);
  }

  @AfterEach
  void close() {
    simulator.close();
    Waiting.on(vertx.close());
  }

  private void answers(String body) {
    JsonNode json = Json.tree(body.getBytes(StandardCharsets.UTF_8));
    simulator.answering(HttpFixtures.BOT, _ -> Optional.of(json));
  }

  private static Command hello() {
    Address chat = Address.of(ConversationRef.of(HttpFixtures.BOT, "789"));
    return Command.of(
        "command-1", chat.inThread(Optional.of("t-1")), Action.Send.of(Content.plain("Hello")));
  }

  private DeliveryResult deliver() {
    return deliver(sender, account);
  }

  private static DeliveryResult deliver(HttpSender by, Account account) {
    Plan.Steps plan = (Plan.Steps) by.plan(account, hello());
    return by.deliver(account, plan.steps().getFirst(), Map.of())
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  private static String text(Event event) {
    return ((Happening.MessageCreated) event.what()).message().text().orElseThrow();
  }

  @Test
  void wordsInTheAnswerAreAMessageInTheConversationOfTheCall() {
    answers("{\"text\":\"Good morning\"}");

    DeliveryResult result = deliver();

    assertThat(result).isEqualTo(Delivered.as("command-1"));
    assertThat(hub.events()).hasSize(1);
    Event answer = hub.events().getFirst();
    assertThat(text(answer)).isEqualTo("Good morning");
    assertThat(answer.conversation().orElseThrow().id()).isEqualTo("789");
    assertThat(answer.conversation().orElseThrow().thread()).hasValue("t-1");
    assertThat(answer.id()).matches("http/[0-9a-f]+/789/msg_[0-9a-f]{32}-answer.0/created");
  }

  @Test
  void answerThatCannotBeTakenInIsAskedForAgainAndComesInOnce() {
    answers("[{\"text\":\"One\"},{\"text\":\"Two\"}]");
    hub.cannotTake(1);

    DeliveryResult first = deliver();
    DeliveryResult second = deliver();

    assertThat(first).isEqualTo(new Unconfirmed(Reasons.NO_ANSWER));
    assertThat(second).isEqualTo(Delivered.as("command-1"));
    assertThat(hub.events()).extracting(HttpAnsweringTest::text).containsExactly("One", "Two");
    assertThat(simulator.shown(HttpFixtures.BOT, "789"))
        .as("the service knows the call by its name")
        .hasSize(1);
  }

  /** As when egress dies after the answer came in, and before that is written down. */
  @Test
  void answerThatComesInTwiceHasTheSameNames() {
    answers("[{\"text\":\"One\"},{\"text\":\"Two\"}]");

    deliver();
    deliver();

    List<String> ids = hub.events().stream().map(Event::id).toList();
    assertThat(ids).hasSize(4);
    assertThat(ids.subList(2, 4)).isEqualTo(ids.subList(0, 2)).doesNotHaveDuplicates();
  }

  @Test
  void eventInTheAnswerMayNameAnotherConversation() {
    answers(
        "{\"events\":[{\"type\":\"dev.milena.conversation.closed\",\"data\":{\"conversation\":{\"id\":\"790\"}}},"
            + "{\"type\":\"dev.milena.typing\",\"data\":{}}]}");

    deliver();

    assertThat(hub.events())
        .extracting(e -> e.what().typeName() + " " + e.conversation().orElseThrow().id())
        .containsExactly("conversation.closed 790", "typing 789");
  }

  @Test
  void answerThatSaysNothingIsNone() {
    for (String body : List.of("{\"ok\":true}", "[]", "\"ok\"", "{\"type\":\"text\"}")) {
      answers(body);

      assertThat(deliver()).isInstanceOf(Delivered.class);
    }
    assertThat(hub.statuses()).isEmpty();
  }

  @Test
  void answerWithoutAWayInHoldsTheAccountUntilThereIsOne() {
    answers("{\"text\":\"Good morning\"}");
    HttpSender lost = new HttpSender(LoopbackHttp.client(vertx), Optional.empty());

    assertThat(deliver(lost, account)).isEqualTo(new Misconfigured(Reasons.ADDRESS_NOT_ALLOWED));
    assertThat(deliver()).isInstanceOf(Delivered.class);
    assertThat(hub.events()).hasSize(1);
  }

  @Test
  void secretIsChangedWithoutACallBeingRefused() {
    String old = settings.path("secret").asText();
    ObjectNode changing =
        settings.deepCopy().put("secret", SimulatedService.newSecret()).put("previous-secret", old);
    Account both = HttpFixtures.account(changing);
    hub.serve(both);

    assertThat(deliver(sender, both)).as("it knows the old one").isInstanceOf(Delivered.class);
    simulator.service(HttpFixtures.BOT).know(changing.path("secret").asText());
    assertThat(deliver(sender, both)).as("it knows the new one").isInstanceOf(Delivered.class);
    assertThat(deliver(sender, account))
        .as("the hub never heard of the change")
        .isEqualTo(new Misconfigured(Reasons.UNAUTHORIZED));
  }
}
