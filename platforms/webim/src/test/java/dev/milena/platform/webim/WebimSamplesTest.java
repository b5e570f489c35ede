package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Attachment;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.model.Pointer;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Real and assumed payloads with their hand-checked reading: {@code -Dmilena.samples=FOLDER}, the
 * parent of {@code webim}.
 */
class WebimSamplesTest {
  private static final String EXPECT = ".expect.json";

  @TestFactory
  Stream<DynamicTest> samplesAreReadAsExpected() throws IOException {
    String folder = System.getProperty("milena.samples");
    if (folder == null) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "samples", () -> abort("Not compared: -Dmilena.samples=FOLDER is not set")));
    }
    List<Path> expectations;
    try (Stream<Path> files = Files.walk(Path.of(folder, "webim"))) {
      expectations = files.filter(f -> f.toString().endsWith(EXPECT)).sorted().toList();
    }
    assertThat(expectations).isNotEmpty();
    return expectations.stream()
        .map(e -> DynamicTest.dynamicTest(e.getFileName().toString(), () -> check(e)));
  }

  private static void check(Path expectation) throws IOException {
    JsonNode want = Json.tree(Files.readAllBytes(expectation));
    byte[] input = Files.readAllBytes(Path.of(expectation.toString().replace(EXPECT, ".json")));
    switch (want.path("kind").asText()) {
      case "response.ok" ->
          assertThat(classify(input)).isInstanceOf(DeliveryResult.Delivered.class);
      case "response.error" ->
          assertThat(classify(input)).isInstanceOf(DeliveryResult.Rejected.class);
      case "ignored" -> assertThat(read(input, want)).isEmpty();
      case "multiple" -> same(want.path("events"), read(input, want));
      default -> same(Json.mapper().createArrayNode().add(want), read(input, want));
    }
  }

  private static DeliveryResult classify(byte[] body) {
    return new WebimSender(null)
        .classify(new ApiAnswer(200, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body)));
  }

  private static List<Event> read(byte[] input, JsonNode want) {
    WebimRehearsal rehearsal = new WebimRehearsal();
    Rehearsal.Reading reading =
        rehearsal.read(rehearsal.stage(new AccountRef("webim", "samples"), ""), input);
    Reception.Accepted accepted =
        (Reception.Accepted) ((Rehearsal.Reading.Received) reading).reception();
    if (want.has("http_response")) {
      assertThat(Json.tree(accepted.reply().body().getBytes()))
          .isEqualTo(want.get("http_response"));
    }
    return accepted.translation().events();
  }

  private static void same(JsonNode wanted, List<Event> events) {
    assertThat(events).hasSize(wanted.size());
    for (int i = 0; i < events.size(); i++) {
      same(wanted.get(i), events.get(i));
    }
  }

  private static void same(JsonNode want, Event event) {
    assertThat(event.type()).isEqualTo("dev.milena." + want.path("kind").asText());
    assertThat(event.conversation().get().id()).isEqualTo(want.path("conversation_id").asText());
    text(want, "sender_id", event.sender().map(s -> s.id()).orElse(null));
    text(want, "sender_name", event.sender().flatMap(s -> s.name()).orElse(null));
    switch (event.what()) {
      case Happening.MessageCreated(Message message, var _) -> message(want, message);
      case Happening.InteractionPressed press -> press(want, press);
      default -> assertThat(want.has("text")).isFalse();
    }
  }

  private static void message(JsonNode want, Message message) {
    text(want, "text", message.text().orElse(null));
    text(want, "message_id", message.id().orElse(null));
    List<Attachment> files = message.attachments();
    assertThat(files).hasSize(want.path("attachments").size());
    for (int i = 0; i < files.size(); i++) {
      JsonNode file = want.path("attachments").get(i);
      assertThat(files.get(i).type().name().toLowerCase(java.util.Locale.ROOT))
          .isEqualTo(file.path("type").asText());
      text(file, "url", files.get(i).url().orElse(null));
      text(file, "name", files.get(i).name().orElse(null));
      text(file, "mime", files.get(i).mime().orElse(null));
    }
  }

  private static void press(JsonNode want, Happening.InteractionPressed press) {
    assertThat(press.interaction().value()).contains(want.at("/interaction/value").asText());
    assertThat(press.interaction().type()).contains(want.at("/interaction/type").asText());
    text(want, "message_id", press.message().map(Pointer::id).orElse(null));
    text(want, "reply_to", press.interaction().messageId().orElse(null));
  }

  /**
   * What the sample says is so, {@code null} included; what it does not mention is not compared.
   */
  private static void text(JsonNode want, String field, String actual) {
    if (want.has(field)) {
      assertThat(actual)
          .as(field)
          .isEqualTo(want.get(field).isNull() ? null : want.get(field).asText());
    }
  }
}
