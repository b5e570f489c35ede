package dev.milena.router.api.people;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Event;
import dev.milena.router.api.Api;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class PeopleIT {
  private static final AccountRef LINKING = new AccountRef("chat", "linking");
  private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");
  private static Hub hub;

  private final String username = Api.randomName() + "@example.org";
  private final String chat = Hub.randomChat();

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  /** What {@code /start} shows in a chat. */
  private static String codeOf(String chat) {
    Event start = Hub.event(LINKING, chat, "u" + chat, Hub.command("1", "start", ""));
    hub.append(start);
    Action.Send answer = (Action.Send) hub.awaitCausedBy(start, 1).getFirst().action();
    Matcher code = CODE.matcher(answer.content().text().orElseThrow());
    assertThat(code.find()).isTrue();
    return code.group();
  }

  private static Response enter(String person, String code) {
    return Api.admin().body(Map.of("code", code)).post("/people/" + person + "/links");
  }

  private static String otherThan(String code) {
    return code.equals("000000") ? "000001" : "000000";
  }

  @Test
  void personIsFoundByIdAndByUsername() {
    String id =
        Api.admin()
            .body(Map.of("username", username, "name", "Anna"))
            .post("/people")
            .then()
            .statusCode(201)
            .body("username", equalTo(username))
            .extract()
            .path("id");

    Api.admin().get("/people/" + id).then().statusCode(200).body("name", equalTo("Anna"));
    Api.admin()
        .get("/people/" + username)
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("participants", empty());
    assertProblem(Api.admin().body(Map.of("username", username)).post("/people"), 409, "taken");
    assertProblem(Api.admin().get("/people/" + UUID.randomUUID()), 404, "not-found");
    assertProblem(Api.admin().get("/people/nobody-" + chat), 404, "not-found");
  }

  @Test
  void usernameThatLooksLikeAnIdIsRefused() {
    assertProblem(
            Api.admin().body(Map.of("username", UUID.randomUUID().toString())).post("/people"),
            400,
            "invalid")
        .then()
        .body("errors.field", hasItem("username"));
    assertProblem(Api.admin().body(Map.of("username", "a b")).post("/people"), 400, "invalid");
    assertProblem(Api.admin().body(Map.of("name", "Anna")).post("/people"), 400, "invalid");
  }

  @Test
  void codeLinksItsChatToThePersonOnce() {
    String code = codeOf(chat);

    enter(username, code)
        .then()
        .statusCode(200)
        .body("linked", equalTo(true))
        .body("linkedAt", notNullValue())
        .body("links[0].platform", equalTo("chat"))
        .body("links[0].account", equalTo("linking"))
        .body("links[0].id", equalTo("u" + chat));

    Api.admin()
        .get("/people/" + username + "/links")
        .then()
        .statusCode(200)
        .body("linked", equalTo(true));
    Api.admin()
        .get("/people/" + username)
        .then()
        .body("participants.id", hasItem("u" + chat))
        .body("participants[0].linkedAt", notNullValue());
    assertProblem(enter(username, code), 422, "code-not-good")
        .then()
        .body("detail", containsString("/start"));
  }

  @Test
  void newerCodeVoidsTheEarlierOne() {
    String first = codeOf(chat);
    String second = codeOf(chat);

    assertProblem(enter(username, first), 422, "code-not-good");
    enter(username, second).then().statusCode(200);
  }

  @Test
  void unlinkedChatCanBeLinkedAgain() {
    enter(username, codeOf(chat)).then().statusCode(200);

    Api.admin()
        .delete("/people/" + username + "/links/otherplatform")
        .then()
        .statusCode(200)
        .body("linked", equalTo(true));
    Api.admin()
        .delete("/people/" + username + "/links/chat")
        .then()
        .statusCode(200)
        .body("linked", equalTo(false))
        .body("links", empty());

    enter(username, codeOf(chat)).then().statusCode(200).body("linked", equalTo(true));
    Api.admin()
        .delete("/people/" + username + "/links")
        .then()
        .statusCode(200)
        .body("linked", equalTo(false));
  }

  @Test
  void fiveWrongCodesAreEnoughAndTheRightOneIsNotLookedAtAnyMore() {
    String code = codeOf(chat);
    for (int i = 0; i < 5; i++) {
      assertProblem(enter(username, otherThan(code)), 422, "code-not-good");
    }

    Response refused = assertProblem(enter(username, code), 429, "too-many");

    assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    enter(username + ".other", code).then().statusCode(200);
  }

  @Test
  void whatIsNoCodeIsNotCounted() {
    String code = codeOf(chat);
    for (int i = 0; i < 6; i++) {
      assertProblem(enter(username, "12345"), 400, "invalid");
    }
    assertProblem(
        Api.admin().body("{\"code\":123456}").post("/people/" + username + "/links"),
        400,
        "invalid");

    enter(username, code).then().statusCode(200);
  }

  @Test
  void unknownIdIsNotMadeAPerson() {
    assertProblem(enter(UUID.randomUUID().toString(), "123456"), 404, "not-found");
  }

  @Test
  void listShowsEverybodyInPages() {
    Api.admin().body(Map.of("username", username)).post("/people").then().statusCode(201);
    Api.admin().body(Map.of("username", username + "2")).post("/people").then().statusCode(201);

    JsonPath first = Api.admin().get("/people?limit=1").jsonPath();
    JsonPath second =
        Api.admin().get("/people?limit=1&after=" + first.getString("next")).jsonPath();

    assertThat(second.getString("items[0].id")).isNotEqualTo(first.getString("items[0].id"));
  }

  @Test
  void readersMayLookAndNotLink() {
    String reader = Api.newKey("read");

    Api.with(reader).get("/people").then().statusCode(200);
    assertProblem(
        Api.with(reader).body(Map.of("username", username)).post("/people"), 403, "forbidden");
    assertProblem(
        Api.with(reader).body(Map.of("code", "123456")).post("/people/" + username + "/links"),
        403,
        "forbidden");
    assertProblem(Api.with(reader).delete("/people/" + username + "/links"), 403, "forbidden");
    assertProblem(
        Api.scoped("accounts", "routes", "messages", "access").get("/people"), 403, "forbidden");
  }
}
