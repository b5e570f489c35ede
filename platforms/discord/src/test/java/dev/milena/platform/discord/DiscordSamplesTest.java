package dev.milena.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds our reading of real payloads against hand-checked expectations: a folder of {@code
 * NAME.json} with {@code NAME.expect.json} beside it, below the one named by the system property
 * {@code milena.samples}. The payloads belong to others and are not part of the project.
 */
class DiscordSamplesTest {
  private static final String EXPECTATION = ".expect.json";

  private static final Optional<Path> SAMPLES =
      Optional.ofNullable(System.getProperty("milena.samples")).map(s -> Path.of(s, "discord"));

  @TestFactory
  List<DynamicTest> payloadReadsAsExpected() throws IOException {
    assumeTrue(SAMPLES.isPresent(), "No samples: name their folder with -Dmilena.samples");
    try (Stream<Path> files = Files.list(SAMPLES.get())) {
      return files
          .filter(p -> p.toString().endsWith(EXPECTATION))
          .sorted()
          .map(p -> DynamicTest.dynamicTest(name(p), () -> check(p)))
          .toList();
    }
  }

  private static String name(Path expectation) {
    return expectation.getFileName().toString().replace(EXPECTATION, "");
  }

  private static void check(Path expectation) throws IOException {
    JsonNode expected = Json.tree(Files.readAllBytes(expectation));
    byte[] payload = Files.readAllBytes(expectation.resolveSibling(name(expectation) + ".json"));
    if (expected.path("kind").asText().startsWith("response.")) {
      assertThat(group(classified(Json.tree(payload)))).isEqualTo(expected.path("class").asText());
    } else {
      checkReading(expected, payload);
    }
  }

  private static void checkReading(JsonNode expected, byte[] payload) {
    DiscordRehearsal rehearsal = new DiscordRehearsal();
    String self = expected.path("context").path("bot_user_id").asText("");
    Rehearsal.Reading reading =
        rehearsal.read(rehearsal.stage(new AccountRef("discord", "samples"), self), payload);
    switch (expected.path("kind").asText()) {
      case "transport" -> assertThat(reading).isInstanceOf(Rehearsal.Reading.Control.class);
      case "handshake" ->
          assertThat(((Rehearsal.Reading.Received) reading).reception())
              .isInstanceOf(Reception.Answered.class);
      case "ignored" -> assertThat(events(reading)).isEmpty();
      default -> checkEvent(expected, events(reading));
    }
  }

  private static List<Event> events(Rehearsal.Reading reading) {
    Reception reception = ((Rehearsal.Reading.Received) reading).reception();
    return ((Reception.Accepted) reception).translation().events();
  }

  private static void checkEvent(JsonNode expected, List<Event> events) {
    assertThat(events).hasSize(1);
    JsonNode event = Envelopes.structured(Envelopes.wrap(events.getFirst()));
    JsonNode data = event.path("data");
    assertThat(event.path("type").asText())
        .isEqualTo("dev.milena." + expected.path("kind").asText());
    same(expected, "conversation_id", data.path("conversation").path("id"));
    same(expected, "sender_id", data.path("sender").path("id"));
    same(expected, "message_id", data.path("message").path("id"));
    same(expected, "thread_id", data.path("conversation").path("thread"));
    same(expected, "reply_to", data.path("message").path("replyTo"));
    same(expected, "action_id", data.path("interaction").path("actionId"));
    same(expected, "command", data.path("command").path("name"));
    JsonNode message = data.path("message");
    same(expected, "text", message.has("source") ? message.path("source") : message.path("text"));
    assertThat(message.path("forwarded").asBoolean())
        .isEqualTo(expected.path("forwarded").asBoolean());
  }

  private static void same(JsonNode expected, String field, JsonNode actual) {
    if (expected.has(field)) {
      assertThat(actual.asText()).as(field).isEqualTo(expected.path(field).asText());
    }
  }

  private static DeliveryResult classified(JsonNode payload) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    payload
        .path("headers")
        .properties()
        .forEach(h -> headers.add(h.getKey(), h.getValue().asText()));
    return DiscordAnswers.classify(
        new ApiAnswer(
            payload.path("http_status").asInt(),
            headers,
            Buffer.buffer(payload.path("body").toString())));
  }

  private static String group(DeliveryResult result) {
    return switch (result) {
      case DeliveryResult.Delivered _ -> "success_equivalent";
      case DeliveryResult.Throttled _, DeliveryResult.Unreached _, DeliveryResult.Unconfirmed _ ->
          "retryable";
      case DeliveryResult.Rejected r -> r.operatorNeeded() ? "configuration" : "permanent";
      case DeliveryResult.Readdressed _ -> "retry_with_new_id";
      case DeliveryResult.Misconfigured _ -> "configuration";
    };
  }
}
