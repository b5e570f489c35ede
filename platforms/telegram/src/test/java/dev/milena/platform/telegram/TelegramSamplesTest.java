package dev.milena.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.ArrayList;
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
class TelegramSamplesTest {
  private static final String EXPECTATION = ".expect.json";

  private static final Optional<Path> SAMPLES =
      Optional.ofNullable(System.getProperty("milena.samples")).map(s -> Path.of(s, "telegram"));

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
      checkAnswer(expected, Json.tree(payload));
    } else {
      checkEvents(expected, payload);
    }
  }

  private static void checkEvents(JsonNode expected, byte[] payload) {
    // Given
    TelegramRehearsal rehearsal = new TelegramRehearsal();
    String self = expected.path("context").path("bot_user_id").asText("");

    // When
    Rehearsal.Reading reading =
        rehearsal.read(rehearsal.stage(new AccountRef("telegram", "samples"), self), payload);

    // Then
    Reception reception = ((Rehearsal.Reading.Received) reading).reception();
    assertThat(reception).isInstanceOf(Reception.Accepted.class);
    Translation translation = ((Reception.Accepted) reception).translation();
    List<Event> events = translation.events();
    List<JsonNode> wanted = wanted(expected);
    assertThat(translation.hasUnknown()).isFalse();
    assertThat(events).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      TelegramSampleFacts.check(wanted.get(i), Envelopes.structured(Envelopes.wrap(events.get(i))));
    }
  }

  private static List<JsonNode> wanted(JsonNode expected) {
    if (expected.path("kind").asText().equals("ignored")) {
      return List.of();
    }
    if (!expected.has("events")) {
      return List.of(expected);
    }
    List<JsonNode> all = new ArrayList<>();
    expected
        .path("events")
        .forEach(e -> all.add(((ObjectNode) expected.deepCopy()).setAll((ObjectNode) e)));
    return all;
  }

  private static void checkAnswer(JsonNode expected, JsonNode payload) {
    // When
    DeliveryResult result =
        TelegramAnswers.classify(
            new ApiAnswer(
                payload.path("http_status").asInt(),
                MultiMap.caseInsensitiveMultiMap(),
                Buffer.buffer(payload.path("body").toString())));

    // Then
    assertThat(group(result)).isEqualTo(expected.path("class").asText());
    if (expected.has("retry_after")) {
      assertThat(((DeliveryResult.Throttled) result).retryAfter())
          .hasSeconds(expected.path("retry_after").asLong());
    }
    if (expected.has("new_conversation_id")) {
      assertThat(((DeliveryResult.Readdressed) result).conversation())
          .isEqualTo(expected.path("new_conversation_id").asText());
    }
    if (expected.has("reason")) {
      assertThat(((DeliveryResult.Rejected) result).reason())
          .isEqualTo(expected.path("reason").asText());
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
