package dev.milena.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Reception.Accepted;
import dev.milena.platform.Reception.Answered;
import dev.milena.platform.Reception.Cause;
import dev.milena.platform.Reception.Refused;
import dev.milena.platform.testkit.LoopbackHttp;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscordWebhookTest {
  private static final AccountRef REF = new AccountRef("discord", "test");
  private static final String KEY =
      "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";
  private static final String AT = "1767225600";
  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600L);
  private static final String PING = "{\"type\":1}";
  private static final String PING_SIGNED =
      "25aa4784bff62901fdfb578701f99af3dd1d7ebd0a0de05316b3453d30c2d592"
          + "ce160c002a6c878a7fae2e0dd551179e7f002c0a600c04899e3c5fd7e652d00a";
  private static final String COMMAND = "{\"id\":\"1\",\"type\":2,\"data\":{\"name\":\"привет\"}}";
  private static final String COMMAND_SIGNED =
      "fa5a1562d7276df41501cc3242b86eb0ba70ee7900c0256bc5b93e240584b4f0"
          + "58910cc1b462cbd820ec7d8c05e15813bf59af435423e98562d931e85bd98c05";

  private final Vertx vertx = Vertx.vertx();
  private final DiscordWebhook webhook =
      new DiscordWebhook(new DiscordDeferrals(LoopbackHttp.client(vertx)));

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Account account() {
    return new Account(
        REF, 1, Json.mapper().createObjectNode().put("token", "MTIz.a.b").put("public-key", KEY));
  }

  private static InboundRequest request(
      String body, String timestamp, String signature, Instant now) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (signature != null) {
      headers.add(DiscordWebhook.SIGNATURE, signature);
    }
    headers.add(DiscordWebhook.TIMESTAMP, timestamp);
    return new InboundRequest(
        "POST", "", headers, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body), now);
  }

  private Reception receive(String body, String timestamp, String signature, Instant now) {
    return webhook
        .receive(account(), request(body, timestamp, signature, now))
        .await()
        .atMost(Duration.ofSeconds(5));
  }

  @Test
  void pingWithARightSignatureIsAnswered() {
    // When
    Reception reception = receive(PING, AT, PING_SIGNED, NOW);

    // Then
    assertThat(reception).isInstanceOf(Answered.class);
    Answered answered = (Answered) reception;
    assertThat(answered.reply().status()).isEqualTo(200);
    assertThat(answered.reply().body().toString()).isEqualTo(PING);
    assertThat(answered.reply().headers()).containsEntry("content-type", "application/json");
  }

  @Test
  void commandWithARightSignatureIsAnEventThatIsAnsweredLater() {
    // When
    Reception reception = receive(COMMAND, AT, COMMAND_SIGNED, NOW);

    // Then
    assertThat(reception).isInstanceOf(Accepted.class);
    Accepted accepted = (Accepted) reception;
    List<Event> events = accepted.translation().events();
    assertThat(events).hasSize(1);
    assertThat(((Happening.CommandInvoked) events.getFirst().what()).command().name())
        .isEqualTo("привет");
    assertThat(accepted.reply().status()).as("the answer is a call of its own").isEqualTo(202);
    assertThat(accepted.reply().body().length()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1767225601", "", "x", "176722560"})
  void anotherTimestampThanTheSignedOneIsRefused(String timestamp) {
    assertRefused(receive(PING, timestamp, PING_SIGNED, NOW), Cause.UNAUTHENTICATED);
  }

  @Test
  void anotherBodyThanTheSignedOneIsRefused() {
    assertRefused(receive("{\"type\":1 }", AT, PING_SIGNED, NOW), Cause.UNAUTHENTICATED);
  }

  @Test
  void callWithoutASignatureIsRefused() {
    assertRefused(receive(PING, AT, null, NOW), Cause.UNAUTHENTICATED);
  }

  @ParameterizedTest
  @CsvSource({"0,64", "0,127", "1,128"})
  void signatureThatIsCutIsRefused(int from, int to) {
    assertRefused(receive(PING, AT, PING_SIGNED.substring(from, to), NOW), Cause.UNAUTHENTICATED);
  }

  @Test
  void signatureOfAnHourAgoIsStale() {
    assertRefused(receive(PING, AT, PING_SIGNED, NOW.plus(Duration.ofHours(1))), Cause.STALE);
  }

  @Test
  void accountWithoutAPublicKeyRefusesEverybody() {
    // Given
    Account keyless =
        new Account(REF, 1, Json.mapper().createObjectNode().put("token", "MTIz.a.b"));

    // When
    Reception reception =
        webhook
            .receive(keyless, request(PING, AT, PING_SIGNED, NOW))
            .await()
            .atMost(Duration.ofSeconds(5));

    // Then
    assertRefused(reception, Cause.UNAUTHENTICATED);
    assertThat(webhook.refusal().status()).isEqualTo(401);
  }

  private static void assertRefused(Reception reception, Cause cause) {
    assertThat(reception).isInstanceOf(Refused.class);
    assertThat(((Refused) reception).cause()).isEqualTo(cause);
  }

  @Test
  void completionOfACommandIsAnsweredWithNoChoices() {
    // Given
    ObjectNode body = Json.mapper().createObjectNode().put("type", 4).put("id", "1");

    // When
    Reception reception = DiscordWebhook.read(account(), body, NOW);

    // Then
    Accepted accepted = (Accepted) reception;
    assertThat(accepted.translation().events()).isEmpty();
    assertThat(accepted.reply().body().toString())
        .isEqualTo("{\"type\":8,\"data\":{\"choices\":[]}}");
  }

  @Test
  void pingOfWebhookEventsIsAnsweredWithNothing() {
    // Given
    ObjectNode body =
        Json.mapper()
            .createObjectNode()
            .put("version", 1)
            .put("application_id", "1")
            .put("type", 0);

    // When
    Reception reception = DiscordWebhook.read(account(), body, NOW);

    // Then
    assertThat(((Accepted) reception).reply().status()).isEqualTo(204);
    assertThat(((Accepted) reception).translation().hasUnknown()).isFalse();
  }

  @Test
  void whatASimulatedPersonPicksComesSignedToTheEndpointAndIsPutOffWhereNobodyAnswers() {
    // Given
    List<Reception> received = new CopyOnWriteArrayList<>();
    try (DiscordSimulator simulator = new DiscordSimulator(0.1)) {
      Account account = new Account(REF, 1, simulator.open(REF, simulator.baseUrl()));
      var server =
          vertx
              .createHttpServer()
              .requestHandler(call ->
                  call.bodyHandler(body -> {
                    Reception reception =
                        webhook
                            .receive(
                                account,
                                new InboundRequest(
                                    "POST",
                                    "",
                                    call.headers(),
                                    MultiMap.caseInsensitiveMultiMap(),
                                    body,
                                    Instant.now()))
                            .await()
                            .atMost(Duration.ofSeconds(5));
                    received.add(reception);
                    call.response()
                        .setStatusCode(reception instanceof Refused ? 401 : 202)
                        .end(reception instanceof Accepted a ? a.reply().body() : Buffer.buffer());
                  }))
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      simulator.setEndpoint(REF, "http://127.0.0.1:" + server.actualPort() + "/");

      // When
      simulator.people().command(REF, "5000000001", "order", "two pizzas");

      // Then
      await().atMost(Duration.ofSeconds(20)).until(() -> received.size() == 1);
      Event event = ((Accepted) received.getFirst()).translation().events().getFirst();
      Happening.CommandInvoked invoked = (Happening.CommandInvoked) event.what();
      assertThat(invoked.command().name()).isEqualTo("order");
      assertThat(invoked.command().args()).isEqualTo("two pizzas");
      assertThat(event.conversation().orElseThrow().id()).isEqualTo("5000000001");
      await().atMost(Duration.ofSeconds(20)).until(() -> simulator.isEverythingAcknowledged(REF));
    }
  }
}
