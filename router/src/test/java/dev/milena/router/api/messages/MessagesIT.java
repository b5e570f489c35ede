package dev.milena.router.api.messages;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Event;
import dev.milena.model.Priority;
import dev.milena.router.api.Api;
import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.Events;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class MessagesIT {
  private static Hub hub;

  private final String chat = Hub.randomChat();

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  private Map<String, Object> message(String text) {
    return Map.of(
        "to", Map.of("conversation", "chat/unrouted/" + chat), "content", Map.of("text", text));
  }

  private Map<String, Object> with(String field, Object value) {
    Map<String, Object> body = new HashMap<>(message("hello"));
    body.put(field, value);
    return body;
  }

  private static Response send(Object body) {
    return Api.admin().body(body).post("/messages");
  }

  private static String sent(Object body) {
    return send(body).then().statusCode(202).extract().path("id");
  }

  private static Command command(String id) {
    return hub.awaitCommand(id);
  }

  private static String state(String id) {
    return Api.admin().get("/deliveries/" + id).jsonPath().getString("state");
  }

  private static void awaitState(String id, String state) {
    Awaitility.await().atMost(Hub.PATIENCE).until(() -> state.equals(state(id)));
  }

  @Test
  void messageBecomesTheCommandThatItsIdNames() {
    Instant deadline = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
    Map<String, Object> body =
        Map.of(
            "to", Map.of("conversation", "chat/unrouted/" + chat, "thread", "t1"),
            "content",
                Map.of(
                    "text",
                    "Your order **42**",
                    "format",
                    "markdown",
                    "attachments",
                    List.of(
                        Map.of(
                            "type",
                            "image",
                            "url",
                            "https://example.org/cat.jpg",
                            "name",
                            "cat.jpg")),
                    "buttons",
                    List.of(List.of(Map.of("id", "ok", "label", "Fine", "value", "42")))),
            "replyTo", "41",
            "priority", "bulk",
            "deadline", deadline.toString());

    Response response = send(body);

    String id = response.then().statusCode(202).extract().path("id");
    assertThat(response.header("Location")).endsWith(ApiPaths.ROOT + "/deliveries/" + id);
    Command command = command(id);
    assertThat(command.to().ref().key()).isEqualTo("chat/unrouted/" + chat);
    assertThat(command.to().thread()).contains("t1");
    assertThat(command.priority()).isEqualTo(Priority.BULK);
    assertThat(command.deadline()).contains(deadline);
    Action.Send send = (Action.Send) command.action();
    assertThat(send.content().text()).contains("Your order **42**");
    assertThat(send.content().format()).isEqualTo(Content.Format.MARKDOWN);
    assertThat(send.content().attachments().getFirst().url())
        .contains("https://example.org/cat.jpg");
    assertThat(send.content().buttons().getFirst().getFirst().value()).contains("42");
    assertThat(send.replyTo().orElseThrow().text()).isEqualTo("41");
  }

  @Test
  void sameKeyGivesTheSameIdAndOneEvent() {
    String key = Api.randomName();

    List<String> ids =
        List.of(1, 2, 3).stream()
            .map(i ->
                Api.admin()
                    .header("Idempotency-Key", key)
                    .body(message("once"))
                    .post("/messages")
                    .then()
                    .statusCode(202)
                    .extract()
                    .<String>path("id"))
            .toList();

    assertThat(ids).containsOnly(ids.getFirst());
    assertThat(command(ids.getFirst()).idempotencyKey()).contains(key);
    assertThat(Events.of("milena/api/" + ids.getFirst())).hasSize(1);
    assertThat(hub.commands(c -> c.id().equals(ids.getFirst()))).hasSize(1);
  }

  @Test
  void keysOfDifferentCallersAreDifferent() {
    String key = Api.randomName();
    String mine =
        Api.admin().header("Idempotency-Key", key).body(message("a")).post("/messages").path("id");

    String theirs =
        Api.scoped("messages")
            .header("Idempotency-Key", key)
            .body(message("a"))
            .post("/messages")
            .path("id");

    assertThat(theirs).isNotNull().isNotEqualTo(mine);
    assertThat(sent(message("b"))).isNotEqualTo(sent(message("b")));
  }

  @Test
  void keyOfAnotherRequestIsRefused() {
    String key = Api.randomName();
    Api.admin()
        .header("Idempotency-Key", key)
        .body(message("one"))
        .post("/messages")
        .then()
        .statusCode(202);

    assertProblem(
        Api.admin().header("Idempotency-Key", key).body(message("two")).post("/messages"),
        422,
        "idempotency-key-reused");
    assertProblem(
        Api.admin().header("Idempotency-Key", "a b").body(message("x")).post("/messages"),
        400,
        "invalid");
  }

  @Test
  void statusFollowsTheDeliveryFromWaitingToDelivered() {
    String id = sent(message("hello"));
    Command command = command(id);
    awaitState(id, "waiting");

    hub.append(Hub.delivery(command, Result.THROTTLED, List.of(), Optional.empty()));
    awaitState(id, "underway");
    hub.append(Hub.delivered(command, "m1", "m2"));
    awaitState(id, "delivered");

    Api.admin()
        .get("/deliveries/" + id)
        .then()
        .statusCode(200)
        .body("deliveries", hasSize(1))
        .body("deliveries[0].command", equalTo(id))
        .body("deliveries[0].conversation", equalTo("chat/unrouted/" + chat))
        .body("deliveries[0].result", equalTo("delivered"))
        .body("deliveries[0].messageIds", contains("m1", "m2"));
    assertProblem(Api.admin().get("/deliveries/" + "0".repeat(32)), 404, "not-found");
  }

  @Test
  void messageToAPersonGoesToWhereTheyHaveWrittenFrom() {
    Event event =
        Hub.event(new AccountRef("chat", "unrouted"), chat, "u" + chat, Hub.text("1", "hi"));
    hub.append(event);
    String person =
        dev.milena.bus.Records.find(hub.awaitAccepted(event).headers(), "ce_person").orElseThrow();

    String id = sent(Map.of("to", Map.of("person", person), "content", Map.of("text", "hello")));

    Command command = hub.awaitCommands(c -> c.to().conversation().equals(chat), 1).getFirst();
    assertThat(command.cause()).contains("milena/api/" + id);
    hub.append(Hub.delivered(command, "m1"));
    awaitState(id, "delivered");
    Api.admin()
        .get("/deliveries/" + id)
        .then()
        .body("deliveries[0].conversation", equalTo("chat/unrouted/" + chat));
  }

  @Test
  void messageToAPersonWhoIsNowhereIsDroppedWithItsReason() {
    String username = Api.randomName();
    Api.admin().body(Map.of("username", username)).post("/people").then().statusCode(201);

    String id = sent(Map.of("to", Map.of("person", username), "content", Map.of("text", "hello")));

    awaitState(id, "dropped");
    Api.admin().get("/deliveries/" + id).then().body("reason", equalTo("person_unreachable"));
  }

  @Test
  void whatIsNoMessageIsRefusedByName() {
    assertRefused(Map.of("to", Map.of("conversation", "chat/unrouted/1")), "content");
    assertRefused(Map.of("content", Map.of("text", "x")), "to");
    assertRefused(with("content", Map.of("text", " ")), "content");
    assertRefused(with("content", Map.of("text", "x", "format", "rtf")), "content.format");
    assertRefused(with("content", Map.of("txt", "x")), "content.txt");
    assertRefused(with("content", Map.of("text", "x".repeat(65_537))), "content.text");
    assertRefused(with("to", Map.of()), "to");
    assertRefused(with("to", Map.of("conversation", "chat/unrouted/1", "person", "anna")), "to");
    assertRefused(with("to", Map.of("conversation", "chat/unrouted")), "to.conversation");
    assertRefused(with("to", Map.of("person", "anna", "thread", "t")), "to.thread");
    assertRefused(with("priority", "urgent"), "priority");
    assertRefused(with("deadline", "2020-01-01T00:00:00Z"), "deadline");
    assertRefused(with("deadline", "tomorrow"), "deadline");
    assertRefused(with("retries", 3), "retries");
    assertProblem(send(with("to", Map.of("conversation", "chat/nobody/1"))), 422, "unknown-target");
    assertProblem(send(with("to", Map.of("person", "nobody-" + chat))), 422, "unknown-target");
  }

  @Test
  void addressOfAFileIsAWebAddress() {
    for (String url :
        List.of(
            "file:///etc/passwd",
            "ftp://example.org/a",
            "https://user:pass@example.org/a",
            "https:///a",
            "example.org",
            "http://a b/")) {
      assertRefused(
          with("content", Map.of("attachments", List.of(Map.of("type", "image", "url", url)))),
          "content.attachments[0].url");
    }
    assertRefused(
        with(
            "content",
            Map.of(
                "text",
                "x",
                "buttons",
                List.of(List.of(Map.of("label", "l", "url", "javascript:alert(1)"))))),
        "content.buttons[0][0].url");
    assertRefused(
        with("content", Map.of("attachments", List.of(Map.of("type", "image")))),
        "content.attachments[0].url");
    assertRefused(
        with(
            "content",
            Map.of("attachments", List.of(Map.of("type", "planet", "url", "https://example.org")))),
        "content.attachments[0].type");
  }

  private static void assertRefused(Map<String, Object> body, String field) {
    assertProblem(send(body), 400, "invalid").then().body("errors.field", hasItem(field));
  }

  @Test
  void onlyWhoMaySendSends() {
    assertProblem(
        Api.scoped("read", "links", "access", "routes", "accounts")
            .body(message("x"))
            .post("/messages"),
        403,
        "forbidden");
    String id =
        Api.scoped("messages")
            .body(message("x"))
            .post("/messages")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    command(id);
    Api.scoped("read").get("/deliveries/" + id).then().statusCode(200);
    assertProblem(Api.scoped("routes").get("/deliveries/" + id), 403, "forbidden");
  }
}
