package dev.milena.router.api.accounts;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.milena.bus.AccountTable;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.router.api.Api;
import dev.milena.router.testing.Backing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class AccountsIT {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  @Inject AccountTable table;
  @Inject Pool pool;

  private final String name = Api.randomName();
  private final AccountRef ref = new AccountRef("chat", name);

  private Optional<String> published(String setting) {
    return table.find(ref).map(Account::settings).map(s -> s.path(setting).asText());
  }

  private JsonPath put(Map<String, ?> settings, int status) {
    return Api.admin()
        .body(Map.of("settings", settings))
        .put("/accounts/chat/" + name)
        .then()
        .statusCode(status)
        .extract()
        .jsonPath();
  }

  @Test
  void newAccountIsSealedAndEveryServiceHasItWithinASecond() {
    JsonPath made = put(Map.of("token", "s3cret-token", "linking", "code"), 201);

    Awaitility.await().atMost(A_SECOND).until(() -> published("token").isPresent());
    assertThat(published("token")).contains("s3cret-token");
    assertThat(made.getBoolean("published")).isTrue();
    assertThat(made.getString("source")).isEqualTo("api");
    String row =
        pool.preparedQuery("SELECT a::text FROM account a WHERE name = $1")
            .execute(Tuple.of(name))
            .await()
            .atMost(Duration.ofSeconds(5))
            .iterator()
            .next()
            .getString(0);
    assertThat(row).contains("nonce").doesNotContain("s3cret");
  }

  @Test
  void secretsNeverComeBack() {
    JsonPath made =
        put(
            Map.of(
                "token",
                "s3cret-token",
                "linking",
                "code",
                "rate",
                30,
                "nested",
                Map.of("key", "s3cret")),
            201);

    assertThat(made.prettify()).doesNotContain("s3cret");
    assertThat(made.getString("settings.token")).isEqualTo("•••");
    assertThat(made.getString("settings.linking")).isEqualTo("code");
    assertThat(made.getInt("settings.rate")).isEqualTo(30);
    assertThat(made.getString("settings.nested.key")).isEqualTo("•••");
    assertThat(Api.admin().get("/accounts/chat/" + name).asString()).doesNotContain("s3cret");
    assertThat(Api.admin().get("/accounts?limit=200").asString()).doesNotContain("s3cret");
  }

  @Test
  void changedAccountHasAHigherVersionAndKeepsWhatIsLeftHidden() {
    long before = put(Map.of("token", "first", "linking", "off"), 201).getLong("version");

    JsonPath changed = put(Map.of("token", "•••", "linking", "code"), 200);

    assertThat(changed.getLong("version")).isGreaterThan(before);
    Awaitility.await()
        .atMost(A_SECOND)
        .until(() -> published("linking").filter("code"::equals).isPresent());
    assertThat(published("token")).contains("first");
  }

  @Test
  void deletedAccountIsGoneEverywhereWithinASecond() {
    put(Map.of("token", "t"), 201);
    Awaitility.await().atMost(A_SECOND).until(() -> table.find(ref).isPresent());

    Api.admin().delete("/accounts/chat/" + name).then().statusCode(204);

    Awaitility.await().atMost(A_SECOND).until(() -> table.find(ref).isEmpty());
    assertProblem(Api.admin().get("/accounts/chat/" + name), 404, "not-found");
    assertProblem(Api.admin().delete("/accounts/chat/" + name), 404, "not-found");
    put(Map.of("token", "back"), 201);
    Awaitility.await()
        .atMost(A_SECOND)
        .until(() -> published("token").filter("back"::equals).isPresent());
  }

  @Test
  void accountOfTheConfigurationIsShownAndReadOnly() {
    Api.admin()
        .get("/accounts/chat/shop")
        .then()
        .statusCode(200)
        .body("source", equalTo("file"))
        .body("settings.token", equalTo("•••"))
        .body("settings.texts.'chat-closed'", equalTo("The chat is closed."));
    assertProblem(
        Api.admin().body(Map.of("settings", Map.of("token", "x"))).put("/accounts/chat/shop"),
        409,
        "read-only");
    assertProblem(Api.admin().delete("/accounts/chat/shop"), 409, "read-only");
  }

  @Test
  void listIsInOrderAndComesInPages() {
    put(Map.of("token", "t"), 201);

    JsonPath first = Api.admin().get("/accounts?limit=1").jsonPath();
    JsonPath next =
        Api.admin().get("/accounts?limit=200&after=" + first.getString("next")).jsonPath();

    assertThat(first.getList("items")).hasSize(1);
    assertThat(next.getList("items.name", String.class)).contains(name);
    assertThat(next.getString("next")).isNull();
  }

  @Test
  void whatIsNoAccountIsRefusedByName() {
    assertProblem(Api.admin().body("{}").put("/accounts/chat/" + name), 400, "invalid")
        .then()
        .body("errors.field", hasItem("settings"));
    assertProblem(
            Api.admin().body("{\"settings\":{},\"tokn\":1}").put("/accounts/chat/" + name),
            400,
            "invalid")
        .then()
        .body("errors.field", hasItem("tokn"));
    assertProblem(
            Api.admin()
                .body("{\"settings\":{\"linking\":\"s3cret\"}}")
                .put("/accounts/chat/" + name),
            400,
            "invalid")
        .then()
        .body("detail", org.hamcrest.Matchers.containsString("linking"))
        .body("detail", not(org.hamcrest.Matchers.containsString("s3cret")));
    assertProblem(
            Api.admin().body("{\"settings\":{\"token\":\"•••\"}}").put("/accounts/chat/" + name),
            400,
            "invalid")
        .then()
        .body("errors.field", hasItem("settings.token"));
    assertProblem(
        Api.admin().body(Map.of("settings", Map.of())).put("/accounts/Chat/" + name),
        400,
        "invalid");
    assertProblem(
        Api.admin().body(Map.of("settings", Map.of())).put("/accounts/chat/a%20b"), 400, "invalid");
    assertProblem(
        Api.admin().body("{\"settings\":\"text\"}").put("/accounts/chat/" + name), 400, "invalid");
    assertProblem(Api.admin().get("/accounts/chat/" + name), 404, "not-found");
  }

  @Test
  void scopesKeepReadersFromWriting() {
    String reader = Api.newKey("read");
    String stranger = Api.newKey("messages", "routes", "links", "access");

    Api.with(reader).get("/accounts").then().statusCode(200);
    assertProblem(
        Api.with(reader).body(Map.of("settings", Map.of())).put("/accounts/chat/" + name),
        403,
        "forbidden");
    assertProblem(Api.with(reader).delete("/accounts/chat/" + name), 403, "forbidden");
    assertProblem(Api.with(stranger).get("/accounts"), 403, "forbidden");
    Api.scoped("accounts")
        .body(Map.of("settings", Map.of("token", "t")))
        .put("/accounts/chat/" + name)
        .then()
        .statusCode(201);
  }
}
