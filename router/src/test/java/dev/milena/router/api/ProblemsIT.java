package dev.milena.router.api;

import static dev.milena.router.api.Api.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.router.testing.Backing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class ProblemsIT {
  private static final List<String> READABLE =
      List.of(
          "/keys",
          "/accounts",
          "/people",
          "/links",
          "/access",
          "/routes",
          "/decisions",
          "/deliveries/x");

  @Test
  void withoutAKeyNothingIsShown() {
    for (String path : READABLE) {
      Response refused =
          assertProblem(given().basePath(ApiPaths.ROOT).get(path), 401, "unauthenticated");
      assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"milena\"");
    }
    assertProblem(
        given().basePath(ApiPaths.ROOT).contentType(ContentType.JSON).body("{}").post("/messages"),
        401,
        "unauthenticated");
  }

  @Test
  void unknownKeyIsRefusedAndNotRepeated() {
    Response refused =
        assertProblem(Api.with("wrong-key-canary").get("/accounts"), 401, "unauthenticated");

    assertThat(refused.asString()).doesNotContain("canary");
  }

  @Test
  void keyMayComeInAHeaderOfItsOwn() {
    given()
        .basePath(ApiPaths.ROOT)
        .header("X-API-Key", Api.FIRST_KEY)
        .get("/accounts")
        .then()
        .statusCode(200);
    given()
        .basePath(ApiPaths.ROOT)
        .header("Authorization", "bearer " + Api.FIRST_KEY)
        .get("/accounts")
        .then()
        .statusCode(200);
  }

  @Test
  void otherAddressesAskForNoKey() {
    given()
        .header("Authorization", "Bearer of-somebody-else")
        .get("/q/health/live")
        .then()
        .statusCode(200);
  }

  @Test
  void addressWhereNothingIsSaysSo() {
    assertProblem(Api.admin().get("/nothing"), 404, "not-found");
    assertProblem(Api.admin().get("/accounts/a/b/c"), 404, "not-found");
    assertProblem(Api.admin().get(""), 404, "not-found");
  }

  @Test
  void methodThatIsNotThereSaysSo() {
    assertProblem(Api.admin().delete("/accounts"), 405, "no-such-method");
    assertProblem(Api.admin().body("{}").patch("/routes/x"), 405, "no-such-method");
  }

  @Test
  void bodyThatIsNotJsonSaysWhere() {
    Response refused =
        assertProblem(Api.admin().body("{\"name\": canary}").post("/keys"), 400, "unreadable");

    assertThat(refused.<String>path("detail")).contains("line 1").doesNotContain("canary");
    assertProblem(Api.admin().body("[]").post("/keys"), 400, "unreadable");
    assertProblem(
        Api.admin().body("{\"name\":\"a\",\"scopes\":[\"read\"]} {}").post("/keys"),
        400,
        "unreadable");
  }

  @Test
  void bodyOfAnotherTypeIsRefused() {
    assertProblem(
        Api.admin().contentType("text/plain").body("name").post("/keys"), 415, "not-json");
    assertProblem(Api.admin().accept("text/html").get("/accounts"), 406, "not-acceptable");
  }

  @Test
  void bodyBeyondTheBoundIsRefused() {
    String large = "{\"name\":\"" + "x".repeat(600_000) + "\"}";

    assertProblem(Api.admin().body(large).post("/keys"), 413, "too-large");
  }

  @Test
  void numberThatIsNoneIsRefused() {
    assertThat(Api.admin().get("/accounts?limit=many").statusCode()).isIn(400, 404);
    Api.admin().get("/accounts?limit=many").then().contentType(Problem.MEDIA_TYPE);
    Api.admin().get("/keys?after=notanid").then().contentType(Problem.MEDIA_TYPE);
  }
}
