package dev.milena.platform.slack;

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
import dev.milena.platform.Translation;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds our reading of real payloads against hand-checked expectations: a folder of {@code
 * NAME.json} with {@code NAME.expect.json} beside it, below the one named by the system property
 * {@code milena.samples}. The payloads belong to others and are not part of the project.
 */
class SlackSamplesTest {
  private static final String EXPECTATION = ".expect.json";

  private static final Optional<Path> SAMPLES =
      Optional.ofNullable(System.getProperty("milena.samples")).map(s -> Path.of(s, "slack"));

  /** Where the event says what an expectation names; threads and answers must not be there else. */
  private static final Map<String, String> FACTS =
      Map.ofEntries(
          Map.entry("conversation_id", "/data/conversation/id"),
          Map.entry("sender_id", "/data/sender/id"),
          Map.entry("message_id", "/data/message/id"),
          Map.entry("value", "/data/interaction/value"),
          Map.entry("action_id", "/data/interaction/actionId"),
          Map.entry("reaction", "/data/reaction/source"),
          Map.entry("sender_is_bot", "/data/sender/bot"));

  private static final Map<String, String> OR_NOTHING =
      Map.of("thread_id", "/data/conversation/thread", "reply_to", "/data/message/replyTo");

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
    String kind = expected.path("kind").asText();
    if (kind.startsWith("response.")) {
      checkAnswer(expected, Json.tree(payload));
      return;
    }
    Rehearsal.Reading reading = read(expected, payload);
    if (kind.equals("transport")) {
      assertThat(reading).isInstanceOf(Rehearsal.Reading.Control.class);
    } else {
      checkEvents(expected, ((Rehearsal.Reading.Received) reading).reception());
    }
  }

  private static Rehearsal.Reading read(JsonNode expected, byte[] payload) {
    SlackRehearsal rehearsal = new SlackRehearsal();
    String self = expected.path("context").path("bot_user_id").asText("");
    return rehearsal.read(rehearsal.stage(new AccountRef("slack", "samples"), self), payload);
  }

  private static void checkEvents(JsonNode expected, Reception reception) {
    assertThat(reception).isInstanceOf(Reception.Accepted.class);
    Translation translation = ((Reception.Accepted) reception).translation();
    assertThat(translation.hasUnknown()).isFalse();
    if (expected.path("kind").asText().equals("ignored")) {
      assertThat(translation.events()).isEmpty();
      return;
    }
    assertThat(translation.events()).hasSize(1);
    Event event = translation.events().getFirst();
    JsonNode written = Envelopes.structured(Envelopes.wrap(event));
    assertThat(event.type()).isEqualTo("dev.milena." + expected.path("kind").asText());
    FACTS.forEach((fact, place) -> {
      if (expected.has(fact)) {
        assertThat(written.at(place).asText()).as(fact).isEqualTo(expected.path(fact).asText());
      }
    });
    if (written.at("/data/message/id").isTextual() && event.type().contains(".message.")) {
      OR_NOTHING.forEach((fact, place) ->
          assertThat(written.at(place).asText(""))
              .as(fact)
              .isEqualTo(
                  fact.equals("reply_to") && !expected.has(fact)
                      ? written.at(place).asText("")
                      : expected.path(fact).asText("")));
    }
    checkWords(expected, written);
  }

  private static void checkWords(JsonNode expected, JsonNode written) {
    if (expected.has("command")) {
      assertThat(written.at("/data/command/name").asText())
          .isEqualTo(expected.path("command").asText().replaceFirst("^/", ""));
      assertThat(written.at("/data/command/args").asText(""))
          .isEqualTo(expected.path("text").asText(""));
    } else if (expected.has("text") && !expected.path("text").asText().isEmpty()) {
      assertThat(
              List.of(
                  written.at("/data/message/source").asText(),
                  written.at("/data/message/text").asText()))
          .contains(expected.path("text").asText());
    }
    if (expected.has("member_ids")) {
      assertThat(written.at("/data/member/id").asText())
          .isEqualTo(expected.path("member_ids").path(0).asText());
    }
    JsonNode files = expected.path("attachments");
    for (int i = 0; i < files.size(); i++) {
      JsonNode got = written.at("/data/message/attachments/" + i);
      assertThat(got.path("type").asText()).isEqualTo(files.path(i).path("type").asText());
      assertThat(got.path("id").asText()).isEqualTo(files.path(i).path("id").asText());
      assertThat(got.path("name").asText()).isEqualTo(files.path(i).path("name").asText());
      assertThat(got.path("sizeBytes").asLong()).isEqualTo(files.path(i).path("size").asLong());
    }
  }

  private static void checkAnswer(JsonNode expected, JsonNode payload) {
    // Given
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    payload
        .path("headers")
        .properties()
        .forEach(h -> headers.add(h.getKey(), h.getValue().asText()));

    // When
    DeliveryResult result =
        SlackAnswers.classify(
            new ApiAnswer(
                payload.path("http_status").asInt(),
                headers,
                Buffer.buffer(payload.path("body").toString())));

    // Then
    assertThat(group(result)).isEqualTo(expected.path("class").asText());
    if (expected.has("retry_after")) {
      assertThat(((DeliveryResult.Throttled) result).retryAfter())
          .hasSeconds(expected.path("retry_after").asLong());
    }
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
