package dev.milena.router.api.keys;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.milena.router.api.Api;
import dev.milena.router.api.KeyHash;
import dev.milena.router.testing.Backing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class KeysIT {
  @Inject Pool pool;

  @Test
  void keyIsShownOnceAndKeptAsHashOnly() {
    String name = Api.randomName();

    JsonPath made =
        Api.admin()
            .body(Map.of("name", name, "scopes", List.of("read", "messages")))
            .post("/keys")
            .then()
            .statusCode(201)
            .body("name", equalTo(name))
            .extract()
            .jsonPath();

    String key = made.getString("key");
    assertThat(key).startsWith("milena_").hasSize(50);
    byte[] hash =
        pool.preparedQuery("SELECT hash FROM api_key WHERE id = $1")
            .execute(Tuple.of(UUID.fromString(made.getString("id"))))
            .await()
            .atMost(Duration.ofSeconds(5))
            .iterator()
            .next()
            .getBuffer(0)
            .getBytes();
    assertThat(hash).isEqualTo(KeyHash.of(key));
    Api.admin()
        .get("/keys?limit=200")
        .then()
        .statusCode(200)
        .body("items.name", hasItem(name))
        .body("items.key", everyItem(nullValue()));
  }

  @Test
  void revokedKeyIsRefusedWithinASecond() {
    JsonPath made =
        Api.admin()
            .body(Map.of("name", Api.randomName(), "scopes", List.of("read")))
            .post("/keys")
            .jsonPath();
    String key = made.getString("key");
    Api.with(key).get("/accounts").then().statusCode(200);

    Api.admin().delete("/keys/" + made.getString("id")).then().statusCode(204);

    Awaitility.await()
        .atMost(Duration.ofSeconds(1))
        .until(() -> Api.with(key).get("/accounts").statusCode() == 401);
    assertProblem(Api.admin().delete("/keys/" + made.getString("id")), 404, "not-found");
  }

  @Test
  void keyIsGoodUntilItsEnd() {
    Instant end = Instant.now().plusSeconds(8);
    String key =
        Api.admin()
            .body(Map.of("name", "short", "scopes", List.of("read"), "expiresAt", end.toString()))
            .post("/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    Api.with(key).get("/accounts").then().statusCode(200);

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Api.with(key).get("/accounts").statusCode() == 401);

    assertThat(Instant.now()).isAfter(end);
  }

  @Test
  void onlyAdministratorsHandOutKeys() {
    String every = Api.newKey("accounts", "links", "messages", "routes", "access", "read");

    assertProblem(Api.with(every).get("/keys"), 403, "forbidden");
    assertProblem(
        Api.with(every).body(Map.of("name", "more", "scopes", List.of("admin"))).post("/keys"),
        403,
        "forbidden");
    Api.scoped("admin").get("/keys").then().statusCode(200);
  }

  @Test
  void whatIsNoKeyIsRefusedWithItsFields() {
    assertProblem(
            Api.admin()
                .body(
                    Map.of(
                        "name",
                        "a name",
                        "scopes",
                        List.of("fly"),
                        "expiresAt",
                        "2020-01-01T00:00:00Z"))
                .post("/keys"),
            400,
            "invalid")
        .then()
        .body("errors.field", hasItem("name"))
        .body("errors.field", hasItem("expiresAt"));
    assertProblem(Api.admin().body("{\"name\":\"x\"}").post("/keys"), 400, "invalid");
    assertProblem(Api.admin().body("{\"nam\":\"x\"}").post("/keys"), 400, "invalid");
    assertProblem(Api.admin().body("").post("/keys"), 400, "invalid");
  }

  @Test
  void listComesInPages() {
    Api.newKey("read");
    Api.newKey("read");

    JsonPath first = Api.admin().get("/keys?limit=1").jsonPath();
    JsonPath second = Api.admin().get("/keys?limit=1&after=" + first.getString("next")).jsonPath();

    assertThat(first.getList("items")).hasSize(1);
    assertThat(second.getString("items[0].id")).isGreaterThan(first.getString("items[0].id"));
    assertProblem(Api.admin().get("/keys?limit=201"), 400, "invalid");
    assertProblem(Api.admin().get("/keys?limit=0"), 400, "invalid");
  }
}
