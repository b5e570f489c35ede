package dev.milena.router.api.access;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Participant;
import dev.milena.router.access.AccessTable;
import dev.milena.router.access.Verdict;
import dev.milena.router.api.Api;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class AccessIT {
  private static Hub hub;

  @Inject AccessTable table;

  private final AccountRef account = new AccountRef("guest" + Api.randomName(), "main");

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  private void put(String rule, Map<String, ?> body, int status) {
    Api.admin()
        .body(body)
        .put("/access/" + rule)
        .then()
        .statusCode(status)
        .body("account", equalTo(rule));
  }

  private JsonPath explain(String chat, String sender) {
    return Api.admin()
        .body(Map.of("account", account.key(), "conversation", chat, "sender", sender))
        .post("/access/explain")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void ruleCountsForThePipelineWhenTheCallerHasTheAnswer() {
    put(account.key(), Map.of("deniedSenders", List.of("bad")), 201);
    Event denied = Hub.event(account, "c1", "bad", Hub.text("1", "let me in"));

    hub.append(denied);

    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() ->
            !Api.admin()
                .get("/decisions?event=" + denied.id())
                .jsonPath()
                .getList("items")
                .isEmpty());
    Api.admin()
        .get("/decisions?event=" + denied.id())
        .then()
        .body("items[0].outcome", equalTo("denied"))
        .body("items[0].reason", equalTo("sender_denied"))
        .body("items[0].rule", equalTo(account.key()))
        .body("items[0].sender", equalTo("bad"))
        .body("items[0].told", equalTo(false));
    Api.admin().delete("/access/" + account.key()).then().statusCode(204);
    Event allowed = Hub.event(account, "c1", "bad", Hub.text("2", "let me in"));
    hub.append(allowed);
    assertThat(hub.awaitAccepted(allowed)).isNotNull();
  }

  @Test
  void answersAreThoseOfThePipelinesOwnRules() {
    put(
        account.key(),
        Map.of(
            "allowedChats", List.of("c1", "c2"),
            "allowedSenders", List.of("s1", "s2"),
            "deniedSenders", List.of("s2"),
            "denyMessage", "Members only."),
        201);

    for (String chat : List.of("c1", "c3")) {
      for (String sender : List.of("s1", "s2", "s3")) {
        Event event =
            Hub.event(
                account,
                Conversation.of(chat, ConversationType.DIRECT),
                Optional.of(Participant.of(sender)),
                Hub.text("1", "x"));
        Verdict verdict =
            table.rules().await().atMost(Duration.ofSeconds(5)).judge(event, event.sender());
        JsonPath answer = explain(chat, sender);
        assertThat(answer.getBoolean("allowed"))
            .as(chat + " " + sender)
            .isEqualTo(verdict instanceof Verdict.Allowed);
        if (verdict instanceof Verdict.Denied denied) {
          assertThat(answer.getString("reason")).isEqualTo(denied.reason());
          assertThat(answer.getString("rule")).isEqualTo(denied.rule());
          assertThat(answer.getString("denyMessage")).isEqualTo("Members only.");
        }
      }
    }
    assertThat(explain("c1", "s1").getBoolean("allowed")).isTrue();
    assertThat(explain("c3", "s2").getString("reason")).isEqualTo("chat_not_allowed");
    assertThat(explain("c1", "s3").getString("reason")).isEqualTo("sender_not_allowed");
    assertThat(explain("c1", "s2").getString("reason")).isEqualTo("sender_denied");
  }

  @Test
  void closestRuleCountsAlone() {
    assertThat(explain("c1", "s1").getString("reason")).isEqualTo("no_rule");
    put(account.platform() + "/*", Map.of("deniedSenders", List.of("s1")), 201);
    assertThat(explain("c1", "s1").getString("rule")).isEqualTo(account.platform() + "/*");
    assertThat(explain("c1", "s1").getBoolean("allowed")).isFalse();

    put(account.key(), Map.of("deniedSenders", List.of("s2")), 201);

    assertThat(explain("c1", "s1").getBoolean("allowed")).isTrue();
    assertThat(explain("c1", "s1").getString("rule")).isEqualTo(account.key());
  }

  @Test
  void ruleIsReplacedWhole() {
    put(account.key(), Map.of("allowedChats", List.of("c2", "c1"), "denyMessage", "No."), 201);
    put(account.key(), Map.of("allowedSenders", List.of("s1")), 200);

    Api.admin()
        .get("/access/" + account.key())
        .then()
        .body("allowedChats", org.hamcrest.Matchers.empty())
        .body("allowedSenders", contains("s1"))
        .body("denyMessage", nullValue())
        .body("source", equalTo("api"));
    Api.admin().get("/access?limit=200").then().body("items.account", hasItem(account.key()));
    Api.admin().delete("/access/" + account.key()).then().statusCode(204);
    assertProblem(Api.admin().get("/access/" + account.key()), 404, "not-found");
    assertProblem(Api.admin().delete("/access/" + account.key()), 404, "not-found");
  }

  @Test
  void ruleForAllAccountsIsTakenAndRuleForAllOfANameIsNot() {
    put("*/*", Map.of(), 201);
    Api.admin().delete("/access/*/*").then().statusCode(204);

    assertProblem(Api.admin().body(Map.of()).put("/access/*/main"), 400, "invalid");
    assertProblem(Api.admin().body(Map.of()).put("/access/chat/a*"), 400, "invalid");
  }

  @Test
  void ruleOfTheConfigurationIsShownAndReadOnly() {
    Api.admin().get("/access/chat/guarded").then().statusCode(200).body("source", equalTo("file"));
    assertProblem(Api.admin().body(Map.of()).put("/access/chat/guarded"), 409, "read-only");
    assertProblem(Api.admin().delete("/access/chat/guarded"), 409, "read-only");
  }

  @Test
  void whatIsNoRuleIsRefusedByName() {
    assertProblem(
            Api.admin().body(Map.of("deniedSender", List.of("x"))).put("/access/" + account.key()),
            400,
            "invalid")
        .then()
        .body("errors.field", hasItem("deniedSender"));
    assertProblem(
            Api.admin().body(Map.of("deniedSenders", List.of(""))).put("/access/" + account.key()),
            400,
            "invalid")
        .then()
        .body("errors.field", hasItem("deniedSenders[0]"));
    assertProblem(
        Api.admin().body(Map.of("denyMessage", "x".repeat(1001))).put("/access/" + account.key()),
        400,
        "invalid");
    assertProblem(
        Api.admin().body(Map.of("account", "chat")).post("/access/explain"), 400, "invalid");
  }

  @Test
  void readersMayAskAndNotChange() {
    String reader = Api.newKey("read");

    Api.with(reader).get("/access").then().statusCode(200);
    Api.with(reader)
        .body(Map.of("account", account.key()))
        .post("/access/explain")
        .then()
        .statusCode(200);
    assertProblem(
        Api.with(reader).body(Map.of()).put("/access/" + account.key()), 403, "forbidden");
    assertProblem(Api.with(reader).delete("/access/" + account.key()), 403, "forbidden");
    assertProblem(Api.scoped("routes").get("/access"), 403, "forbidden");
  }
}
