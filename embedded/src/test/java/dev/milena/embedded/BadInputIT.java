package dev.milena.embedded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tape;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What strangers and strange inputs are answered, and that the next message still arrives. */
@QuarkusTest
@QuarkusTestResource(BackingForTests.class)
class BadInputIT {
  private static final String HOOK = "/in/telegram/town";

  private final Town town;

  BadInputIT(Town town) {
    this.town = town;
  }

  @BeforeEach
  void open() {
    town.open();
  }

  @Test
  void wrongSecretIsRefused() {
    given()
        .header("X-Telegram-Bot-Api-Secret-Token", "guess")
        .body("{\"update_id\":1}")
        .post(HOOK)
        .then()
        .statusCode(401);
    given().body("{\"update_id\":1}").post(HOOK).then().statusCode(401);
  }

  @Test
  void unknownAccountIsRefusedLikeAWrongSecret() {
    given().body("{\"update_id\":1}").post("/in/telegram/nobody").then().statusCode(401);
    given().body("{}").post("/in/nowhere/nobody").then().statusCode(401);
  }

  @Test
  void malformedJsonIsTheCallersFault() {
    genuine().body("{\"update_id\":").post(HOOK).then().statusCode(400);
    genuine().body("").post(HOOK).then().statusCode(400);
    genuine().body("[1,2,3]").post(HOOK).then().statusCode(400);
  }

  @Test
  void tenMegabytesAreTooMuch() {
    genuine().body("x".repeat(10 * 1024 * 1024)).post(HOOK).then().statusCode(413);
  }

  @Test
  void unknownKindIsTakenAndParked() {
    String kind = "hologram_" + town.stranger();

    genuine()
        .body("{\"update_id\":77,\"" + kind + "\":{\"x\":1}}")
        .post(HOOK)
        .then()
        .statusCode(200);

    assertThat(Tape.with("milena.parked", kind)).hasSize(1);
  }

  @Test
  void afterAllThatAMessageStillArrives() {
    String chat = town.stranger();
    genuine().body("{}").post(HOOK);
    genuine().body("{\"update_id\":9007199254740991,\"message\":null}").post(HOOK);

    town.telegram().write(town.bot, chat, "👩‍👩‍👧 still here");

    Town.await().until(() -> town.desk(chat).equals(List.of("👩‍👩‍👧 still here")));
    assertThat(Long.parseLong(chat)).isGreaterThan(1L << 32);
  }

  private RequestSpecification genuine() {
    return given()
        .contentType("application/json; charset=utf-8")
        .header("X-Telegram-Bot-Api-Secret-Token", town.secret("webhook-secret"));
  }
}
