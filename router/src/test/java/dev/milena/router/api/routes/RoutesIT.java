package dev.milena.router.api.routes;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.router.api.Api;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class RoutesIT {
  private static Hub hub;

  private final String name = Api.randomName();
  private final AccountRef account = new AccountRef("routed" + name, "main");

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  @Test
  void routeCountsForThePipelineWhenTheCallerHasTheAnswer() {
    Api.admin()
        .body(Map.of("accounts", List.of(account.key()), "to", List.of("desk/main")))
        .put("/routes/" + name)
        .then()
        .statusCode(201);
    String chat = Hub.randomChat();
    Event event = Hub.event(account, chat, "u1", Hub.text("1", "hello"));

    hub.append(event);

    assertThat(hub.awaitCausedBy(event, 1).getFirst().to().accountRef())
        .isEqualTo(new AccountRef("desk", "main"));
    Api.admin()
        .get("/links?conversation=" + account.key() + "/" + chat)
        .then()
        .body("items[0].route", equalTo(name));
  }

  @Test
  void routeThatIsOffTakesNothing() {
    Api.admin()
        .body(
            Map.of(
                "enabled", false, "accounts", List.of(account.key()), "to", List.of("desk/main")))
        .put("/routes/" + name)
        .then()
        .statusCode(201)
        .body("enabled", equalTo(false));
    Event event = Hub.event(account, Hub.randomChat(), "u1", Hub.text("1", "hello"));

    hub.append(event);

    hub.awaitAccepted(event);
    assertThat(hub.commands(c -> c.cause().filter(event.id()::equals).isPresent())).isEmpty();
    Api.admin().get("/routes?limit=200").then().body("items.name", hasItem(name));
  }

  @Test
  void everythingThatIsSetComesBack() {
    Map<String, Object> body =
        Map.of(
            "position", 7,
            "accounts", List.of(account.key()),
            "kinds", List.of("message.created"),
            "commands", List.of("help"),
            "buttons", List.of("order.*"),
            "textPrefixes", List.of("Order"),
            "conversations", List.of("-1001"),
            "people", List.of("6b3f0a1c-5f0e-4c8e-9a55-0f2f6a6d1e11"),
            "groups", true,
            "to", List.of("desk/main", "chat/unrouted/a%2Fb#t1"));

    Api.admin().body(body).put("/routes/" + name).then().statusCode(201);

    JsonPath got = Api.admin().get("/routes/" + name).jsonPath();
    body.forEach((field, value) -> {
      Object actual = got.get(field);
      assertThat(actual).as(field).isEqualTo(value);
    });
    assertThat(got.getString("source")).isEqualTo("api");
    Api.admin()
        .body(Map.of("to", List.of("desk/main")))
        .put("/routes/" + name)
        .then()
        .statusCode(200)
        .body("position", equalTo(100))
        .body("kinds", contains("message.created", "command.invoked"));
    Api.admin().delete("/routes/" + name).then().statusCode(204);
    assertProblem(Api.admin().get("/routes/" + name), 404, "not-found");
    assertProblem(Api.admin().delete("/routes/" + name), 404, "not-found");
  }

  @Test
  void routeOfTheConfigurationIsShownAndReadOnly() {
    Api.admin()
        .get("/routes/shop")
        .then()
        .statusCode(200)
        .body("source", equalTo("file"))
        .body("to", contains("desk/main"));
    Api.admin().get("/routes?limit=200").then().body("items.name", hasItem("shop"));
    assertProblem(
        Api.admin().body(Map.of("to", List.of("desk/main"))).put("/routes/shop"), 409, "read-only");
    assertProblem(Api.admin().delete("/routes/shop"), 409, "read-only");
  }

  @Test
  void whatIsNoRouteIsRefusedByName() {
    assertRefused(Map.of("to", List.of("desk/main"), "platform", "chat"), "platform");
    assertRefused(Map.of(), "to");
    assertRefused(Map.of("to", List.of("desk")), "to[0]");
    assertRefused(Map.of("to", List.of("desk/main"), "accounts", List.of("chat")), "accounts[0]");
    assertRefused(
        Map.of("to", List.of("desk/main"), "kinds", List.of("Message Created")), "kinds[0]");
    assertRefused(Map.of("to", List.of("desk/main"), "people", List.of("anna")), "people[0]");
    assertRefused(Map.of("to", List.of("desk/main"), "position", 2_000_000), "position");
    assertRefused(Map.of("to", List.of("desk/main"), "groups", "yes"), "groups");
    assertProblem(
        Api.admin().body(Map.of("to", List.of("desk/nobody"))).put("/routes/" + name),
        422,
        "unknown-target");
    assertProblem(
        Api.admin().body(Map.of("to", List.of("desk/main"))).put("/routes/a%20b"), 400, "invalid");
    assertProblem(Api.admin().get("/routes/" + name), 404, "not-found");
  }

  private void assertRefused(Map<String, ?> body, String field) {
    assertProblem(Api.admin().body(body).put("/routes/" + name), 400, "invalid")
        .then()
        .body("errors.field", hasItem(field));
  }

  @Test
  void listComesInPages() {
    JsonPath first = Api.admin().get("/routes?limit=1").jsonPath();
    JsonPath second =
        Api.admin().get("/routes?limit=1&after=" + first.getString("next")).jsonPath();

    assertThat(second.getString("items[0].name")).isGreaterThan(first.getString("items[0].name"));
  }

  @Test
  void readersMayLookAndNotChange() {
    String reader = Api.newKey("read");

    Api.with(reader).get("/routes").then().statusCode(200);
    assertProblem(
        Api.with(reader).body(Map.of("to", List.of("desk/main"))).put("/routes/" + name),
        403,
        "forbidden");
    assertProblem(Api.with(reader).delete("/routes/" + name), 403, "forbidden");
    assertProblem(Api.scoped("links").get("/routes"), 403, "forbidden");
  }
}
