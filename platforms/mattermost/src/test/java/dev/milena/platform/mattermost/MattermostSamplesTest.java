package dev.milena.platform.mattermost;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds our reading of real payloads against hand-checked expectations: a folder of {@code
 * NAME.json} or {@code NAME.form} with {@code NAME.expect.json} beside it, below the one named by
 * the system property {@code milena.samples}. The payloads belong to others and are not part of the
 * project.
 */
class MattermostSamplesTest {
  private static final String EXPECTATION = ".expect.json";

  private static final Optional<Path> SAMPLES =
      Optional.ofNullable(System.getProperty("milena.samples")).map(s -> Path.of(s, "mattermost"));

  /** What an expectation calls a field, and where an event has it. */
  private static final Map<String, List<String>> PLACES =
      Map.ofEntries(
          Map.entry("conversation_id", List.of("/data/conversation/id")),
          Map.entry("sender_id", List.of("/data/sender/id")),
          Map.entry("message_id", List.of("/data/message/id", "/data/interaction/messageId")),
          Map.entry(
              "text", List.of("/data/message/source", "/data/message/text", "/data/command/args")),
          Map.entry("thread_id", List.of("/data/conversation/thread")),
          Map.entry("sender_name", List.of("/data/sender/username", "/data/sender/name")),
          Map.entry("reaction", List.of("/data/reaction/source")),
          Map.entry("trigger_id", List.of()));

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
    Path json = expectation.resolveSibling(name(expectation) + ".json");
    byte[] payload =
        Files.readAllBytes(
            Files.exists(json) ? json : expectation.resolveSibling(name(expectation) + ".form"));
    switch (expected.path("kind").asText()) {
      // Only an account with its own tokens could refuse it.
      case "rejected" -> assertThat(payload).isNotEmpty();
      case "response.error" -> checkAnswer(expected, Json.tree(payload));
      default -> checkEvents(expected, payload);
    }
  }

  private static void checkEvents(JsonNode expected, byte[] payload) {
    // Given
    MattermostRehearsal rehearsal = new MattermostRehearsal();
    String self = expected.path("context").path("bot_user_id").asText("");

    // When
    Rehearsal.Reading reading =
        rehearsal.read(rehearsal.stage(new AccountRef("mattermost", "samples"), self), payload);

    // Then
    String kind = expected.path("kind").asText();
    if (kind.equals("transport")) {
      assertThat(reading).isInstanceOf(Rehearsal.Reading.Control.class);
      return;
    }
    Reception reception = ((Rehearsal.Reading.Received) reading).reception();
    assertThat(reception).isInstanceOf(Reception.Accepted.class);
    var translation = ((Reception.Accepted) reception).translation();
    assertThat(translation.hasUnknown()).isFalse();
    List<Event> events = translation.events();
    if (kind.equals("ignored")) {
      assertThat(events).isEmpty();
      assertThat(translation.skipped().getFirst().reason())
          .isEqualTo(expected.path("reason").asText());
      return;
    }
    assertThat(events).hasSize(1);
    compare(expected, Envelopes.structured(Envelopes.wrap(events.getFirst())));
  }

  private static void compare(JsonNode expected, JsonNode event) {
    assertThat(event.path("type").asText())
        .isEqualTo("dev.milena." + expected.path("kind").asText());
    PLACES.forEach((field, places) -> {
      if (expected.has(field) && !places.isEmpty()) {
        String wanted = expected.path(field).asText("");
        assertThat(places.stream().map(p -> event.at(p).asText("")))
            .as(field)
            .contains(expected.path(field).isNull() ? "" : wanted);
      }
    });
    if (expected.has("timestamp_ms") && !expected.has("edited_at_ms")) {
      assertThat(Instant.parse(event.path("time").asText()).toEpochMilli())
          .isEqualTo(expected.path("timestamp_ms").asLong());
    }
    if (expected.path("sender_is_bot").asBoolean()) {
      assertThat(event.at("/data/sender/bot").asBoolean()).isTrue();
    }
    if (expected.has("member_ids")) {
      assertThat(event.at("/data/member/id").asText())
          .isEqualTo(expected.path("member_ids").get(0).asText());
    }
    if (expected.has("attachments")) {
      assertThat(types(event.at("/data/message/attachments")))
          .isEqualTo(types(expected.path("attachments")));
    }
    if (expected.at("/interaction").has("value")) {
      assertThat(event.at("/data/interaction/value").asText())
          .isEqualTo(expected.at("/interaction/value").asText());
    }
    if (expected.at("/interaction").has("values")) {
      assertThat(event.at("/data/interaction/context/fields"))
          .isEqualTo(expected.at("/interaction/values"));
    }
    if (expected.has("command")) {
      assertThat(event.at("/data/command/name")).isEqualTo(expected.at("/command/name"));
    }
  }

  private static List<String> types(JsonNode attachments) {
    return StreamSupport.stream(attachments.spliterator(), false)
        .map(a -> a.path("type").asText())
        .toList();
  }

  private static void checkAnswer(JsonNode expected, JsonNode payload) {
    // Given
    boolean whole = payload.has("http_status");
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    payload
        .path("headers")
        .properties()
        .forEach(h -> headers.add(h.getKey(), h.getValue().asText()));

    // When
    DeliveryResult result =
        MattermostAnswers.classify(
            new ApiAnswer(
                whole ? payload.path("http_status").asInt() : 200,
                headers,
                Buffer.buffer(whole ? payload.path("body").asText() : payload.toString())));

    // Then
    assertThat(
            switch (result) {
              case DeliveryResult.Misconfigured _ -> "configuration";
              case DeliveryResult.Throttled t -> {
                assertThat(t.retryAfter()).hasMillis(expected.path("retry_after_ms").asLong());
                yield "retryable";
              }
              default -> "permanent";
            })
        .isEqualTo(expected.path("class").asText());
  }
}
