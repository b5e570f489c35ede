package dev.milena.embedded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.backing.testing.Tape;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What people write, and the tokens that open their platforms, are where they belong and nowhere
 * else.
 */
@QuarkusTest
@QuarkusTestResource(BackingForTests.class)
class CanaryIT {
  private static final String CANARY = "canary-7f3a91c5-sings";

  private final Town town;
  private final Spans spans;
  private final Tables tables;
  private final Path log;

  CanaryIT(
      Town town,
      Spans spans,
      Tables tables,
      @ConfigProperty(name = "quarkus.log.file.path") Path log) {
    this.log = log;
    this.town = town;
    this.spans = spans;
    this.tables = tables;
  }

  @BeforeEach
  void open() {
    town.open();
  }

  @Test
  void neitherWordsNorTokensLeaveTheTopics() throws Exception {
    String chat = town.stranger();

    String message = town.telegram().write(town.bot, chat, CANARY + " asks");
    Town.await().until(() -> town.desk(chat).contains(CANARY + " asks"));
    town.webim().write(town.seat, chat, CANARY + " answers");
    Town.await().until(() -> town.visitor(chat).contains(CANARY + " answers"));
    town.telegram().edit(town.bot, chat, message, CANARY + " corrects");
    Town.await()
        .until(() -> town.desk(chat).stream().anyMatch(t -> t.contains(CANARY + " corrects")));
    given()
        .header("X-Telegram-Bot-Api-Secret-Token", town.secret("webhook-secret"))
        .body("{\"update_id\":1,\"message\":{\"text\":\"" + CANARY + "\"")
        .post("/in/telegram/town")
        .then()
        .statusCode(400);

    assertThat(Tape.with("milena.events", CANARY)).isNotEmpty();
    List<String> secrets = List.of(CANARY, tokenSecret(), town.secret("webhook-secret"));
    for (String secret : secrets) {
      assertThat(tables.with(secret)).as("tables with what must not be there").isEmpty();
      assertThat(spansWith(secret)).as("spans with what must not be there").isEmpty();
      assertThat(Files.readString(log)).doesNotContain(secret);
      assertThat(given().get("/q/metrics").body().asString()).doesNotContain(secret);
      assertThat(given().get("/q/health").body().asString()).doesNotContain(secret);
    }
  }

  @Test
  void oneTraceLeadsFromTheWebhookToTheDesk() {
    String chat = town.stranger();

    town.telegram().write(town.bot, chat, "follow me");

    Town.await().until(() -> !town.desk(chat).isEmpty());
    Town.await()
        .untilAsserted(() ->
            assertThat(namesByTrace())
                .anySatisfy(names ->
                    assertThat(names)
                        .contains("ingress.receive", "router.route", "egress.deliver")));
  }

  /** The part of the token behind the bot's public id. */
  private String tokenSecret() {
    String token = town.secret("token");
    return token.substring(token.indexOf(':') + 1);
  }

  private List<Set<String>> namesByTrace() {
    return List.copyOf(
        spans.all().stream()
            .collect(
                Collectors.groupingBy(
                    SpanData::getTraceId,
                    Collectors.mapping(SpanData::getName, Collectors.toSet())))
            .values());
  }

  private List<String> spansWith(String secret) {
    return spans.all().stream()
        .filter(
            s -> (s.getName() + s.getAttributes() + s.getEvents() + s.getStatus()).contains(secret))
        .map(SpanData::getName)
        .toList();
  }

  @Test
  void logOfTheTestIsWritten() throws IOException {
    assertThat(Files.size(log)).isPositive();
  }
}
