package dev.milena.ingress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.backing.testing.Tape;
import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.Appender;
import dev.milena.bus.Feeds;
import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.model.Json;
import dev.milena.model.Topics;
import dev.milena.platform.web.WebSimulator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs connect, speak, and are shown what anybody appends to their feed. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class GatewayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Accounts accounts;
  private final Appender appender;
  private final Vertx vertx;
  private WebSocketClient client;
  private WebSimulator sites;
  private final AccountRef site = new AccountRef("web", TestKafka.randomName("a"));
  private final String visitor = TestKafka.randomName("visitor");
  private ObjectNode settings;

  GatewayIT(Accounts accounts, Appender appender, Vertx vertx) {
    this.accounts = accounts;
    this.appender = appender;
    this.vertx = vertx;
  }

  @BeforeEach
  void open() {
    client = vertx.createWebSocketClient();
    sites = WebSimulator.withBrowsers(1);
    settings = sites.open(site, RestAssured.baseURI + ":" + RestAssured.port);
    settings.put("heartbeat", "200ms").put("auth-within", "5s").put("connections-max", 2);
    accounts.put(site, 1, settings);
  }

  @AfterEach
  void close() {
    sites.close();
    client.close();
  }

  /** What egress, whichever replica, would append. */
  private void deliver(String id) {
    ObjectNode entry =
        Json.mapper()
            .createObjectNode()
            .put("type", "message")
            .put("id", id)
            .put("text", "text of " + id);
    appender
        .append(Feeds.toRecord(ConversationRef.of(site, visitor), id, entry, true))
        .await()
        .atMost(PATIENCE);
  }

  private Tab tab(String after) {
    Tab tab = new Tab();
    ObjectNode auth =
        Json.mapper()
            .createObjectNode()
            .put("type", "auth")
            .put("token", sites.token(site, visitor));
    if (!after.isEmpty()) {
      auth.put("after", after);
    }
    tab.say(auth);
    tab.await(f -> f.path("type").asText().equals("ready"));
    return tab;
  }

  /** A tab with a socket. */
  private final class Tab {
    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Short> closed = new CompletableFuture<>();
    private final WebSocket socket;

    Tab() {
      socket =
          client
              .connect(RestAssured.port, "127.0.0.1", "/in/" + site + "/socket")
              .onSuccess(s -> {
                s.textMessageHandler(
                    text -> heard.add(Json.tree(text.getBytes(StandardCharsets.UTF_8))));
                s.closeHandler(_ -> closed.complete(s.closeStatusCode()));
              })
              .toCompletionStage()
              .toCompletableFuture()
              .orTimeout(30, TimeUnit.SECONDS)
              .join();
    }

    void say(ObjectNode frame) {
      socket.writeTextMessage(frame.toString());
    }

    JsonNode await(Predicate<JsonNode> wanted) {
      try {
        for (JsonNode next = poll(); next != null; next = poll()) {
          if (wanted.test(next)) {
            return next;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new AssertionError("No such frame came");
    }

    private JsonNode poll() throws InterruptedException {
      return heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    JsonNode message(String id) {
      return await(f -> f.path("id").asText().equals(id) && f.has("event"));
    }
  }

  private static ObjectNode message(String id) {
    return Json.mapper()
        .createObjectNode()
        .put("type", "message")
        .put("id", id)
        .put("text", "text of " + id);
  }

  @Test
  void whatOneTabSaysIsAppendedAndShownInTheOther() {
    // Given
    Tab one = tab("");
    Tab other = tab("");

    // When
    one.say(message("m1"));

    // Then
    one.await(f -> f.path("type").asText().equals("taken") && f.path("id").asText().equals("m1"));
    assertThat(other.message("m1").path("own").asBoolean()).isTrue();
    assertThat(Tape.with(Topics.EVENTS, "text of m1"))
        .filteredOn(r -> r.key().equals(site.key() + "/" + visitor))
        .hasSize(1);
  }

  @Test
  void whoComesBackIsShownWhatCameMeanwhileAndNoMore() {
    // Given
    deliver("h-1");
    Tab before = tab("");
    String place = before.message("h-1").path("event").asText();
    before.socket.close();

    // When
    deliver("h-2");
    Tab after = tab(place);

    // Then
    assertThat(after.await(f -> f.has("event")).path("id").asText()).isEqualTo("h-2");
  }

  @Test
  void oldestTabMakesRoom() throws Exception {
    // Given
    Tab oldest = tab("");
    awaitAnnounced(1);
    Tab second = tab("");
    awaitAnnounced(2);

    // When
    Tab third = tab("");

    // Then
    assertThat(oldest.closed.get(30, TimeUnit.SECONDS)).isEqualTo((short) 4429);
    deliver("h-3");
    second.message("h-3");
    third.message("h-3");
  }

  /** Connections come in the order in which their words of it do. */
  private void awaitAnnounced(int connections) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() ->
            Tape.read(Topics.FEED).stream()
                    .filter(r -> r.key().equals(site.key() + "/" + visitor))
                    .filter(r ->
                        new String(r.value(), StandardCharsets.UTF_8).contains("\"connected\""))
                    .count()
                == connections);
  }

  @Test
  void silentProgramIsHeldToBeGone() throws Exception {
    // Given
    Tab frozen = tab("");

    // When
    frozen.socket.pause();

    // Then
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            given()
                .get("/q/metrics")
                .then()
                .body(org.hamcrest.Matchers.containsString("milena_ingress_connections 0.0")));
  }

  @Test
  void changedAccountLetsProgramsComeAgain() throws Exception {
    // Given
    Tab tab = tab("");

    // When
    accounts.put(site, 2, settings.put("title", "Another"));

    // Then
    assertThat(tab.closed.get(30, TimeUnit.SECONDS)).isEqualTo((short) 1012);
  }

  @Test
  void eventsAreReadWithPlaceAndToken() throws IOException, InterruptedException {
    // Given
    String token = sites.token(site, visitor);
    deliver("h-4");
    String address = "http://127.0.0.1:" + RestAssured.port + "/in/" + site + "/events";
    HttpRequest wish =
        HttpRequest.newBuilder(URI.create(address + "?access_token=" + token))
            .header("accept", "text/event-stream")
            .build();

    // When
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<java.io.InputStream> response =
          http.send(wish, HttpResponse.BodyHandlers.ofInputStream());

      // Then
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).startsWith("data: {\"type\":\"ready\"");
        assertThat(lines.readLine()).isEmpty();
        String place = lines.readLine();
        assertThat(place).matches("id: [0-9]+");
        assertThat(lines.readLine()).contains("\"h-4\"").contains(place.substring(4));
      }
      http.shutdownNow();
    }
  }

  @Test
  void eventsWithoutATokenAreRefusedByStatus() {
    given()
        .header("accept", "text/event-stream")
        .get("/in/" + site + "/events")
        .then()
        .statusCode(401);
  }

  @Test
  void wordsOfTenThousandPagesAreNotRead() throws Exception {
    // Given
    Tab tab = tab("");

    // When
    tab.say(message("m1").put("text", "x".repeat(70_000)));

    // Then
    assertThat(tab.closed.get(30, TimeUnit.SECONDS)).isEqualTo((short) 1009);
  }

  @Test
  void guestGetsATokenAndThePageItsWidget() {
    given().post("/in/" + site + "/guest").then().statusCode(200);
    given().get("/in/" + site + "/").then().statusCode(200).contentType("text/html");
    given()
        .get("/in/" + site + "/widget.js")
        .then()
        .statusCode(200)
        .header("x-content-type-options", is("nosniff"));
  }
}
