package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Kept;
import dev.milena.platform.Payload;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.Reply;
import dev.milena.platform.Translation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds a platform's reading of real payloads against hand-checked expectations: {@code NAME.json}
 * or {@code NAME.form} with {@code NAME.expect.json} beside it, in the platform's folder below the
 * one that the system property {@code milena.samples} names. The payloads belong to others and are
 * not part of the project.
 */
public abstract class SamplesContract {
  private static final String EXPECTATION = ".expect.json";
  private static final List<String> PAYLOADS = List.of(".json", ".form");

  private final Rehearsal rehearsal;
  private final Function<ApiAnswer, DeliveryResult> classify;

  /**
   * @param classify what egress makes of an answer
   */
  protected SamplesContract(Rehearsal rehearsal, Function<ApiAnswer, DeliveryResult> classify) {
    this.rehearsal = rehearsal;
    this.classify = classify;
  }

  /** What the expectations of this platform say of events beyond those of all. */
  protected List<SampleFact> facts() {
    return List.of();
  }

  /** What they say of attachments beyond those of all. */
  protected List<SampleFact> attachmentFacts() {
    return List.of();
  }

  /**
   * Where the reasons of the expectations are our own words.
   *
   * @param reason why nothing becomes of the payload; empty: something does
   */
  protected void checkIgnored(String reason, List<Translation.Skipped> skipped) {}

  @TestFactory
  List<DynamicTest> payloadReadsAsExpected() throws IOException {
    Optional<Path> folder =
        Optional.ofNullable(System.getProperty("milena.samples"))
            .map(all -> Path.of(all, rehearsal.platform()));
    assumeTrue(folder.isPresent(), "No samples: name their folder with -Dmilena.samples");
    List<Path> expectations;
    try (Stream<Path> files = Files.walk(folder.get())) {
      expectations = files.filter(p -> p.toString().endsWith(EXPECTATION)).sorted().toList();
    }
    assertThat(expectations).isNotEmpty();
    return expectations.stream()
        .map(p -> DynamicTest.dynamicTest(folder.get().relativize(p).toString(), () -> check(p)))
        .toList();
  }

  private void check(Path expectation) throws IOException {
    JsonNode want = Json.tree(Files.readAllBytes(expectation));
    byte[] payload = payload(expectation);
    switch (want.path("kind").asText()) {
      // Only an account with secrets of its own could refuse it.
      case "rejected" -> assertThat(payload).isNotEmpty();
      case "response.ok" ->
          assertThat(classify.apply(Kept.answer(payload)))
              .isInstanceOf(DeliveryResult.Delivered.class);
      case "response.error" -> checkAnswer(want, classify.apply(Kept.answer(payload)));
      default -> checkReading(want, read(want, payload));
    }
  }

  private static byte[] payload(Path expectation) throws IOException {
    String name = expectation.getFileName().toString().replace(EXPECTATION, "");
    for (String kind : PAYLOADS) {
      Path file = expectation.resolveSibling(name + kind);
      if (Files.exists(file)) {
        return Files.readAllBytes(file);
      }
    }
    throw new AssertionError("There is no payload beside " + expectation);
  }

  private Rehearsal.Reading read(JsonNode want, byte[] payload) {
    String self = want.path("context").path("bot_user_id").asText("");
    AccountRef ref = new AccountRef(rehearsal.platform(), "samples");
    return rehearsal.read(rehearsal.stage(ref, self), Kept.input(payload));
  }

  private void checkReading(JsonNode want, Rehearsal.Reading reading) {
    switch (want.path("kind").asText()) {
      case "transport" -> assertThat(reading).isInstanceOf(Rehearsal.Reading.Control.class);
      case "handshake" -> assertThat(reception(reading)).isInstanceOf(Reception.Answered.class);
      default -> {
        assertThat(reception(reading)).isInstanceOf(Reception.Accepted.class);
        checkEvents(want, (Reception.Accepted) reception(reading));
      }
    }
  }

  private static Reception reception(Rehearsal.Reading reading) {
    return ((Rehearsal.Reading.Received) reading).reception();
  }

  private void checkEvents(JsonNode want, Reception.Accepted accepted) {
    Translation translation = accepted.translation();
    String reason = want.path("reason").asText();
    assertThat(translation.hasUnknown()).isEqualTo(reason.startsWith("unknown"));
    checkIgnored(reason, translation.skipped());
    if (want.has("http_response")) {
      assertThat(body(accepted.reply())).isEqualTo(want.get("http_response"));
    }
    List<JsonNode> wanted = wanted(want);
    assertThat(translation.events()).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      checkEvent(wanted.get(i), translation.events().get(i));
    }
  }

  /** Some are no JSON, but a word. */
  private static JsonNode body(Reply reply) {
    JsonNode json = Payload.tree(reply.body().getBytes());
    return json.isMissingNode() ? TextNode.valueOf(reply.body().toString()) : json;
  }

  private static List<JsonNode> wanted(JsonNode want) {
    if (want.path("kind").asText().equals("ignored")) {
      return List.of();
    }
    return want.has("events")
        ? want.path("events")
            .valueStream()
            .filter(e -> !e.path("kind").asText().equals("ignored"))
            .<JsonNode>map(e -> ((ObjectNode) want.deepCopy()).setAll((ObjectNode) e))
            .toList()
        : List.of(want);
  }

  private void checkEvent(JsonNode want, Event event) {
    JsonNode written = Envelopes.structured(Envelopes.wrap(event));
    check(SampleFact.OF_EVENTS, facts(), want, written);
    List<JsonNode> files = want.path("attachments").valueStream().toList();
    if (want.has("attachments")) {
      List<JsonNode> got = written.at("/data/message/attachments").valueStream().toList();
      assertThat(got).hasSameSizeAs(files);
      for (int i = 0; i < files.size(); i++) {
        check(SampleFact.OF_ATTACHMENTS, attachmentFacts(), files.get(i), got.get(i));
      }
    }
  }

  private static void check(
      List<SampleFact> usual, List<SampleFact> special, JsonNode want, JsonNode got) {
    Stream.concat(usual.stream(), special.stream()).forEach(fact -> fact.check(want, got));
  }

  private static void checkAnswer(JsonNode want, DeliveryResult result) {
    // What a person has to settle at a screen is over for the hub.
    String group = want.path("class").asText().replace("manual", "permanent");
    assertThat(group(result)).isEqualTo(group);
    if (want.has("retry_after") || want.has("retry_after_ms")) {
      long ms =
          want.path("retry_after_ms")
              .asLong(Math.round(want.path("retry_after").asDouble() * 1000));
      assertThat(((DeliveryResult.Throttled) result).retryAfter()).hasMillis(ms);
    }
    if (want.has("new_conversation_id")) {
      assertThat(((DeliveryResult.Readdressed) result).conversation())
          .isEqualTo(want.path("new_conversation_id").asText());
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
