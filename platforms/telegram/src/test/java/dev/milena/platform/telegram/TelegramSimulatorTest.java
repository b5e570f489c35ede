package dev.milena.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator refuses what Telegram refuses. Spoken to over HTTP, as a stranger would. */
class TelegramSimulatorTest {
  private static final AccountRef REF = new AccountRef("telegram", "sim");
  private static final String CHAT = "5000000001";
  private static final String GROUP = "-1002000000001";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final TelegramSimulator simulator = new TelegramSimulator(0.01, now::get);
  private final HttpClient http = HttpClient.newHttpClient();
  private final String token = simulator.open(REF, "http://127.0.0.1:1").path("token").asText();

  @AfterEach
  void close() {
    simulator.close();
    http.close();
  }

  private CompletableFuture<JsonNode> start(String path, String type, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
            .header("content-type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(r -> Json.tree(r.body()));
  }

  private JsonNode call(String method, String json) {
    return start("/bot" + token + "/" + method, "application/json", json).join();
  }

  private static String message(String chat, String text, String more) {
    ObjectNode message =
        Json.mapper().createObjectNode().put("chat_id", Long.parseLong(chat)).put("text", text);
    return message.toString().replaceFirst("}$", more.isEmpty() ? "}" : "," + more + "}");
  }

  private JsonNode send(String text, String more) {
    return call("sendMessage", message(CHAT, text, more));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|{\"chat_id\":5000000001,\"text\":\"Hi\"}",
        "application/x-www-form-urlencoded|chat_id=5000000001&text=Hi"
      })
  void parametersComeInAnyForm(String type, String body) {
    // Given
    simulator.write(REF, CHAT, "Hello");

    // When
    JsonNode answer = start("/bot" + token + "/SENDmessage", type, body).join();

    // Then
    assertThat(answer.path("ok").asBoolean()).isTrue();
    assertThat(answer.at("/result/text").asText()).isEqualTo("Hi");
    assertThat(simulator.shown(REF, CHAT)).hasSize(1);
  }

  @Test
  void parametersComeInTheQueryToo() throws IOException, InterruptedException {
    // Given
    simulator.write(REF, CHAT, "Hello");
    URI uri =
        URI.create(
            simulator.baseUrl()
                + "/bot"
                + token
                + "/sendMessage?chat_id="
                + CHAT
                + "&text=Hi%20you");

    // When
    JsonNode answer =
        Json.tree(
            http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body());

    // Then
    assertThat(answer.at("/result/text").asText()).isEqualTo("Hi you");
  }

  @Test
  void unknownTokenAndMethodAreRefused() {
    assertThat(
            start("/bot1:unknown/getMe", "application/json", "{}")
                .join()
                .path("error_code")
                .asInt())
        .isEqualTo(401);
    assertThat(
            start("/botmalformed/getMe", "application/json", "{}")
                .join()
                .path("error_code")
                .asInt())
        .isEqualTo(401);
    assertThat(call("sendTelepathy", "{}").path("error_code").asInt()).isEqualTo(404);
    assertThat(call("getMe", "{}").at("/result/is_bot").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"entities\":[{\"type\":\"bold\",\"offset\":0,\"length\":3}]|can't parse entities",
        "\"entities\":[{\"type\":\"shiny\",\"offset\":0,\"length\":1}]|can't parse entities",
        "\"reply_parameters\":{\"message_id\":99}|message to be replied not found",
        "\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"x\",\"callback_data\":\"0123456789012345678901234567890123456789012345678901234567890123456789\"}]]}|BUTTON_DATA_INVALID",
        "\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"x\",\"callback_data\":\"y\",\"style\":\"loud\"}]]}|style"
      })
  void wrongMessageIsRefused(String more, String why) {
    // Given
    simulator.write(REF, CHAT, "Hello");

    // Then
    assertThat(send("👋", more).path("description").asText()).contains(why);
    assertThat(simulator.shown(REF, CHAT)).isEmpty();
  }

  @Test
  void lengthIsCountedInUtf16Units() {
    // Given
    simulator.write(REF, CHAT, "Hello");

    // Then
    assertThat(send("👋".repeat(2048), "").path("ok").asBoolean()).isTrue();
    assertThat(send("👋".repeat(2048) + ".", "").path("description").asText()).contains("too long");
    assertThat(send(" ", "").path("description").asText()).contains("empty");
  }

  @Test
  void botCannotOpenAChat() {
    assertThat(send("Hi", "").path("description").asText()).contains("chat not found");
  }

  @Test
  void blockedBotIsToldAndMayReturn() {
    // Given
    simulator.write(REF, CHAT, "Hello");

    // When
    simulator.people().block(REF, CHAT, true);

    // Then
    assertThat(send("Hi", "").path("error_code").asInt()).isEqualTo(403);

    // When
    simulator.people().block(REF, CHAT, false);

    // Then
    assertThat(send("Hi", "").path("ok").asBoolean()).isTrue();
  }

  @Test
  void groupThatMovedSaysWhereTo() {
    // Given
    simulator.write(REF, "-4000001", "Hello");

    // When
    String moved = simulator.people().migrate(REF, "-4000001");

    // Then
    assertThat(
            call("sendMessage", message("-4000001", "Hi", ""))
                .at("/parameters/migrate_to_chat_id")
                .asText())
        .isEqualTo(moved);
    assertThat(call("sendMessage", message(moved, "Hi", "")).path("ok").asBoolean()).isTrue();
  }

  @Test
  void sameContentIsNotModified() {
    // Given
    simulator.write(REF, CHAT, "Hello");
    String id = send("Hi", "").at("/result/message_id").asText();

    // Then
    assertThat(
            call("editMessageText", message(CHAT, "Hi", "\"message_id\":" + id))
                .path("description")
                .asText())
        .contains("message is not modified");
    assertThat(
            call("editMessageText", message(CHAT, "Ho", "\"message_id\":" + id))
                .path("ok")
                .asBoolean())
        .isTrue();
    assertThat(
            call("editMessageText", message(CHAT, "Ho", "\"message_id\":999"))
                .path("description")
                .asText())
        .contains("message to edit not found");
    assertThat(simulator.shown(REF, CHAT).getFirst().edits()).isEqualTo(1);
  }

  @Test
  void oldMessageCannotBeDeleted() {
    // Given
    simulator.write(REF, CHAT, "Hello");
    String id = send("Hi", "").at("/result/message_id").asText();

    // When
    now.updateAndGet(t -> t.plus(Duration.ofHours(49)));

    // Then
    assertThat(
            call("deleteMessage", "{\"chat_id\":" + CHAT + ",\"message_id\":" + id + "}")
                .path("description")
                .asText())
        .contains("message can't be deleted");
  }

  @Test
  void pressTurnsUntilItIsAnsweredAndThenOnlyForAWhile() {
    // Given
    simulator.write(REF, CHAT, "Hello");
    String id =
        send(
                "Well?",
                "\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"Yes\",\"callback_data\":\"y\"}]]}")
            .at("/result/message_id")
            .asText();
    String press = simulator.people().pressForAnswer(REF, CHAT, id, "y");
    String answer = "{\"callback_query_id\":\"" + press + "\",\"text\":\"Noted\"}";

    // Then
    assertThat(simulator.people().answer(REF, press)).isEmpty();
    assertThat(call("answerCallbackQuery", answer).path("ok").asBoolean()).isTrue();
    assertThat(simulator.people().answer(REF, press)).hasValue("Noted");

    // When
    now.updateAndGet(t -> t.plusSeconds(120));

    // Then
    assertThat(call("answerCallbackQuery", answer).path("description").asText())
        .contains("query is too old");
  }

  @Test
  void tooMuchInAChatIsThrottledAndCounted() {
    // Given
    simulator.write(REF, CHAT, "Hello");

    // When
    List<JsonNode> answers = IntStream.range(0, 20).mapToObj(i -> send("No. " + i, "")).toList();

    // Then
    assertThat(answers.getFirst().path("ok").asBoolean()).isTrue();
    assertThat(answers.getLast().path("error_code").asInt()).isEqualTo(429);
    assertThat(answers.getLast().at("/parameters/retry_after").asInt()).isPositive();
    assertThat(simulator.ledger().throttled()).isPositive();
    assertThat(simulator.shown(REF, CHAT)).hasSizeLessThan(20);
  }

  @Test
  void groupTakesTwentyAMinuteHoweverEvenly() {
    // Given
    BotApiLimits limits = new BotApiLimits();
    long second = 1_000_000_000L;

    // When
    List<Integer> waits =
        IntStream.range(0, 21).mapToObj(i -> limits.count(GROUP, i * 2 * second)).toList();

    // Then
    assertThat(waits.subList(0, 20)).containsOnly(0);
    assertThat(waits.getLast()).isEqualTo(20);
    assertThat(limits.count(GROUP, 61 * second)).isZero();
  }

  @Test
  void botSendsThirtyASecondOverAllChats() {
    // Given
    BotApiLimits limits = new BotApiLimits();

    // When
    List<Integer> waits =
        IntStream.range(0, 31).mapToObj(i -> limits.count("chat" + i, i)).toList();

    // Then
    assertThat(waits.subList(0, 30)).containsOnly(0);
    assertThat(waits.getLast()).isEqualTo(1);
  }

  @Test
  void updatesAreKeptUntilTheNextAreAskedFor() {
    // Given
    assertThat(call("getUpdates", "{}").path("error_code").asInt()).isEqualTo(409);
    call("deleteWebhook", "{}");
    IntStream.range(0, 3).forEach(i -> simulator.write(REF, CHAT, "No. " + i));

    // When
    JsonNode first = call("getUpdates", "{\"limit\":2}").path("result");
    JsonNode again = call("getUpdates", "{}").path("result");
    JsonNode rest =
        call("getUpdates", "{\"offset\":" + (first.get(1).path("update_id").asLong() + 1) + "}")
            .path("result");

    // Then
    assertThat(first).hasSize(2);
    assertThat(again).hasSize(3);
    assertThat(rest).hasSize(1);
    assertThat(call("getUpdates", "{\"offset\":-1}").path("result")).hasSize(1);
  }

  @Test
  void reactionsAreOnlyToldToThoseWhoAsk() {
    // Given
    call("deleteWebhook", "{}");
    call("getUpdates", "{\"allowed_updates\":[]}");
    String id = simulator.write(REF, CHAT, "Like me");

    // When
    simulator.people().react(REF, CHAT, id, List.of(), List.of("👍"));
    call("getUpdates", "{\"allowed_updates\":[\"message_reaction\"]}");
    simulator.people().react(REF, CHAT, id, List.of("👍"), List.of());

    // Then
    assertThat(call("getUpdates", "{}").path("result").findValues("message_reaction")).hasSize(1);
  }

  @Test
  void whoeverSetsAWebhookEndsThePolling() {
    // Given
    call("deleteWebhook", "{}");
    CompletableFuture<JsonNode> poll =
        start("/bot" + token + "/getUpdates", "application/json", "{\"timeout\":20}");
    await().until(() -> simulator.isAsked(REF));

    // When
    call("setWebhook", "{\"url\":\"https://127.0.0.1:1/x\",\"secret_token\":\"s\"}");

    // Then
    assertThat(poll.join().path("description").asText()).contains("terminated by setWebhook");
    assertThat(call("getWebhookInfo", "{}").at("/result/url").asText())
        .isEqualTo("https://127.0.0.1:1/x");
  }
}
