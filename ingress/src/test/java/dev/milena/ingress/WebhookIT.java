package dev.milena.ingress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.milena.backing.testing.Tape;
import dev.milena.backing.testing.TestKafka;
import dev.milena.model.AccountRef;
import dev.milena.model.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class WebhookIT {
  private final Accounts accounts;
  private final BoundedBody bodies;

  WebhookIT(Accounts accounts, BoundedBody bodies) {
    this.accounts = accounts;
    this.bodies = bodies;
  }

  @Test
  void answersOnlyWhatKafkaHas() {
    AccountRef account = accounts.open(false);
    String text = TestKafka.randomName("text");

    Response response = post(account, said("41", text));

    response.then().statusCode(200);
    ConsumerRecord<String, byte[]> record = Tape.with(Topics.EVENTS, text).getFirst();
    assertThat(record.key()).isEqualTo(account + "/chat1");
    assertThat(header(record, "ce_id")).isEqualTo("probe/own/chat1/41/created");
    assertThat(header(record, "ce_type")).isEqualTo("dev.milena.message.created");
    assertThat(header(record, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
  }

  @Test
  void wrongSecretAndUnknownAccountLookTheSame() {
    AccountRef account = accounts.open(false);

    Response wrong =
        given().header("x-probe-secret", "guess").body(said("1", "x")).post("/in/" + account);
    Response nobody =
        given().header("x-probe-secret", "guess").body(said("1", "x")).post("/in/probe/nobody");

    assertThat(wrong.statusCode()).isEqualTo(401).isEqualTo(nobody.statusCode());
    assertThat(wrong.body().asString()).isEqualTo(nobody.body().asString());
  }

  @Test
  void unknownPlatformIsRefused() {
    given().body("{}").post("/in/nosuch/account").then().statusCode(401);
  }

  @Test
  void unreadableBodyIsTheCallersFault() {
    AccountRef account = accounts.open(false);

    Response response = post(account, "{\"chat\":");

    response
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("not JSON"));
  }

  @Test
  void largeBodyIsRefusedAndItsBytesAreGivenBack() {
    AccountRef account = accounts.open(false);

    Response response = post(account, said("1", "x".repeat(10 * 1024 * 1024)));

    assertThat(response.statusCode()).isEqualTo(413);
    Awaitility.await().untilAsserted(() -> assertThat(bodies.bytesInFlight()).isZero());
  }

  @Test
  void unknownKindIsAnsweredAndParkedWhole() {
    AccountRef account = accounts.open(false);
    String riddle = TestKafka.randomName("riddle");

    post(account, "{\"riddle\":\"" + riddle + "\"}").then().statusCode(200);

    ConsumerRecord<String, byte[]> parked = Tape.with(Topics.PARKED, riddle).getFirst();
    assertThat(header(parked, "ce_cause")).isEqualTo("unmapped");
    assertThat(Tape.with(Topics.EVENTS, riddle)).isEmpty();
  }

  @Test
  void accountMayHaveAPathOfItsOwn() {
    String path = "/" + TestKafka.randomName("hook");
    accounts.openAt(path);
    String text = TestKafka.randomName("text");

    given()
        .header("x-probe-secret", "open-sesame")
        .body(said("7", text))
        .post(path)
        .then()
        .statusCode(200);

    assertThat(Tape.with(Topics.EVENTS, text)).hasSize(1);
  }

  @Test
  void emojiAndLargeIdsSurvive() {
    AccountRef account = accounts.open(false);
    String text = TestKafka.randomName("🎉") + " 👩‍👩‍👧";

    post(account, said("4503599627370495", text)).then().statusCode(200);

    assertThat(header(Tape.with(Topics.EVENTS, text).getFirst(), "ce_id"))
        .contains("4503599627370495");
  }

  @Test
  void brokenCharactersAreReplacedAndNothingElseIs() {
    AccountRef account = accounts.open(false);
    String text = TestKafka.randomName("text");

    post(account, said("8", text + "\\u0000\\ud800!")).then().statusCode(200);

    assertThat(Tape.with(Topics.EVENTS, text + "\ufffd\ufffd!")).hasSize(1);
  }

  @Test
  void withoutKafkaThePlatformIsAskedToComeAgain() {
    AccountRef account = accounts.open(false);
    String text = TestKafka.randomName("text");
    TestKafka.shared().stop();
    Response without;
    try {
      without = post(account, said("9", text));
    } finally {
      TestKafka.shared().start();
    }

    without.then().statusCode(503).header("retry-after", notNullValue());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> post(account, said("9", text)).statusCode() == 200);
    assertThat(Tape.with(Topics.EVENTS, text)).isNotEmpty();
  }

  @Test
  void otherAddressesAreNotOurs() {
    given().get("/nothing/here").then().statusCode(404);
    given().get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
  }

  private static Response post(AccountRef account, String body) {
    return given()
        .contentType("application/json; charset=utf-8")
        .header("x-probe-secret", "open-sesame")
        .body(body)
        .post("/in/" + account);
  }

  private static String said(String id, String text) {
    return "{\"chat\":\"chat1\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}";
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(
        record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
