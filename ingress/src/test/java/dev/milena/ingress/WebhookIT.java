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
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class WebhookIT {
  private final Accounts accounts;
  private final BoundedBody bodies;
  private final MeterRegistry meters;

  WebhookIT(Accounts accounts, BoundedBody bodies, MeterRegistry meters) {
    this.accounts = accounts;
    this.bodies = bodies;
    this.meters = meters;
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
  void platformGetsItsAnswerBeforeItsDeadlineAndWhatThatLosesIsCounted() {
    AccountRef account = hasty();

    Response response = given().body("{}").post("/in/" + account);

    response.then().statusCode(503).header("retry-after", notNullValue());
    assertThat(
            meters
                .get("milena.ingress.unavailable")
                .tags("account", account.name(), "lost", "true")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void halfABodyIsGivenUpAtTheDeadlineAndItsBytesAreGivenBack() throws IOException {
    AccountRef account = hasty();
    try (Socket caller = new Socket("127.0.0.1", RestAssured.port)) {
      OutputStream out = caller.getOutputStream();
      out.write(
          ("POST /in/" + account + " HTTP/1.1\r\nhost: x\r\ncontent-length: 500000\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[250_000]);
      out.flush();

      String answer =
          new BufferedReader(
                  new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();

      assertThat(answer).contains("503");
      Awaitility.await().untilAsserted(() -> assertThat(bodies.bytesInFlight()).isZero());
    }
  }

  @Test
  void whatIsTooLargeForKafkaGoesInAsAStubAndIsAnswered() {
    AccountRef account = accounts.open(false);

    post(account, said("large-1", "x".repeat(1_020_000))).then().statusCode(200);

    ConsumerRecord<String, byte[]> stub =
        Tape.read(Topics.EVENTS).stream()
            .filter(r -> r.key().equals(account + "/chat1"))
            .findFirst()
            .orElseThrow();
    assertThat(header(stub, "ce_id")).isEqualTo("probe/own/chat1/large-1/created");
    assertThat(header(stub, "ce_type")).isEqualTo("dev.milena.message.oversized");
    assertThat(stub.value()).hasSizeLessThan(1000);
  }

  @Test
  void namesThatAreTooLargeThemselvesAreLeftOutOfTheStub() {
    AccountRef account = accounts.open(false);
    String giant = "{\"chat\":\"" + "c".repeat(1_020_000) + "\",\"id\":\"1\",\"text\":\"x\"}";

    post(account, giant).then().statusCode(200);
    post(account, giant).then().statusCode(200);

    List<ConsumerRecord<String, byte[]>> stubs =
        Tape.read(Topics.EVENTS).stream().filter(r -> r.key().startsWith(account + "/")).toList();
    assertThat(stubs).hasSize(2).allMatch(r -> r.key().length() < 100);
    assertThat(header(stubs.get(0), "ce_id")).hasSizeLessThan(100);
    assertThat(header(stubs.get(1), "ce_id")).isEqualTo(header(stubs.get(0), "ce_id"));
  }

  @Test
  void unknownBodyThatIsTooLargeIsParkedByItsBeginning() {
    AccountRef account = accounts.open(false);
    String riddle = TestKafka.randomName("riddle");

    post(account, "{\"riddle\":\"" + riddle + "x".repeat(1_020_000) + "\"}").then().statusCode(200);

    ConsumerRecord<String, byte[]> parked = Tape.with(Topics.PARKED, riddle).getFirst();
    assertThat(parked.value()).hasSizeBetween(60_000, 70_000);
  }

  @Test
  void everyCallAndEveryBatchIsTakenAnsweredRefusedOrCountedAsLost() {
    AccountRef account = accounts.open(false);
    AccountRef stream = accounts.open(true);
    double before = sum("milena.ingress.received");

    post(account, said("1", "x"));
    post(account, "{\"ping\":1}");
    post(account, "{\"chat\":");
    post(account, said("2", "x".repeat(2 * 1024 * 1024)));
    given().body(said("3", "x")).post("/in/" + account).then().statusCode(401);
    given().body("{}").post("/in/" + hasty()).then().statusCode(503);
    given().body("{}").post("/in/probe/nobody").then().statusCode(401);
    ProbePlatform.Line.line(stream.name()).add(said("4", "x"));
    ProbePlatform.Line.line(stream.name()).add(new IllegalStateException("cut"));
    ProbePlatform.Line.line(stream.name()).add(said("5", "x"));

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          assertThat(sum("milena.ingress.received") - before).isEqualTo(8);
          assertThat(sum("milena.ingress.received"))
              .isEqualTo(
                  sum("milena.ingress.taken")
                      + sum("milena.ingress.answered")
                      + sum("milena.ingress.unavailable")
                      + refusedOfReceived());
        });
  }

  private AccountRef hasty() {
    return accounts.put(new AccountRef(HastyPlatform.KEY, TestKafka.randomName("a")), 1, false, "");
  }

  private double sum(String name) {
    return meters.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  /** Two causes come before there is an account. */
  private double refusedOfReceived() {
    return meters.find("milena.ingress.refused").counters().stream()
        .filter(c ->
            !Set.of("unknown_account", "forged_media_link").contains(c.getId().getTag("cause")))
        .mapToDouble(Counter::count)
        .sum();
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
