package dev.milena.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final String CANARY = "hunter2";

  record Sample(
      Optional<String> absent, List<String> none, Instant at, boolean flag, Priority priority) {}

  @Test
  void absentPartsAreLeftOutAndTimeIsIso8601() {
    assertThat(
            text(
                new Sample(
                    Optional.empty(),
                    List.of(),
                    Instant.parse("2026-01-01T00:00:00.120Z"),
                    false,
                    Priority.BULK)))
        .isEqualTo("{\"at\":\"2026-01-01T00:00:00.120Z\",\"flag\":false,\"priority\":\"bulk\"}");
  }

  @Test
  void unknownFieldsAreIgnored() {
    assertThat(Json.read(tree("{\"id\":\"1\",\"later\":{\"a\":[1]}}"), Participant.class))
        .isEqualTo(Participant.of("1"));
  }

  @Test
  void unknownWordsBecomeTheOneForThem() {
    assertThat(Json.read(tree("\"hologram\""), AttachmentType.class))
        .isEqualTo(AttachmentType.OTHER);
    assertThat(Json.read(tree("\"wavy\""), MarkType.class)).isEqualTo(MarkType.OTHER);
    assertThat(Json.read(tree("\"teleported\""), Delivery.Result.class))
        .isEqualTo(Delivery.Result.OTHER);
    assertThat(Json.read(tree("{\"id\":\"1\",\"type\":\"metaverse\"}"), Conversation.class).type())
        .isEmpty();
  }

  @Test
  void emojiTravelAsTheyAre() {
    assertThat(text(List.of("👍🏽"))).isEqualTo("[\"👍🏽\"]");
    assertThat(tree("[\"\\ud83d\\udc4d\"]").get(0).asText()).isEqualTo("👍");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\":hunter2}", "hunter2", "{\"hunter2", "\"hunter2\\x\""})
  void whatIsNoJsonIsRefusedWithoutBeingQuoted(String body) {
    assertThatThrownBy(() -> Json.tree(body.getBytes(UTF_8)))
        .isInstanceOf(Json.UnreadableException.class)
        .hasNoCause()
        .hasMessageNotContaining(CANARY);
  }

  @Test
  void messageSaysWhereTheInputIsBroken() {
    assertThatThrownBy(() -> Json.tree("{\n  \"a\": nonsense}".getBytes(UTF_8)))
        .hasMessageContaining("line 2");
  }

  @Test
  void otherJsonThanAnObjectIsRefused() {
    assertThatThrownBy(() -> Json.object("[\"hunter2\"]".getBytes(UTF_8)))
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageNotContaining(CANARY);
  }

  @Test
  void wrongFormIsRefusedByPathWithoutItsValue() {
    assertThatThrownBy(() ->
            Json.read(tree("{\"text\":\"x\",\"marks\":[{\"offset\":\"hunter2\"}]}"), Message.class))
        .isInstanceOf(Json.UnreadableException.class)
        .hasNoCause()
        .hasMessageContaining("marks")
        .hasMessageContaining("offset")
        .hasMessageNotContaining(CANARY);
  }

  @Test
  void missingPartIsNamed() {
    assertThatThrownBy(() -> Json.read(tree("{}"), Happening.MessageCreated.class))
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageContaining("The message is missing");
  }

  @Test
  void nestingBeyondTheBoundIsRefused() {
    String deep = "[".repeat(101) + "]".repeat(101);
    String allowed = "[".repeat(100) + "]".repeat(100);

    assertThatThrownBy(() -> Json.tree(deep.getBytes(UTF_8)))
        .isInstanceOf(Json.UnreadableException.class);
    assertThat(Json.tree(allowed.getBytes(UTF_8)).isArray()).isTrue();
  }

  @Test
  void stringBeyondTheBoundIsRefused() {
    String long8MiB = "\"" + "x".repeat(8 * 1024 * 1024 + 1) + "\"";

    assertThatThrownBy(() -> Json.tree(long8MiB.getBytes(UTF_8)))
        .isInstanceOf(Json.UnreadableException.class)
        .message()
        .hasSizeLessThan(200);
  }

  @Test
  void numberBeyondTheBoundIsRefused() {
    assertThatThrownBy(() -> Json.tree("9".repeat(1_001).getBytes(UTF_8)))
        .isInstanceOf(Json.UnreadableException.class);
  }

  @Test
  void whatSomeReaderCouldNotHoldIsReplacedOneForOne() {
    // When
    JsonNode read = tree("{\"a\":\"x\\u0000y\\ud83dz\\udc4d👍\"}");

    // Then
    assertThat(read.path("a").asText()).isEqualTo("x\ufffdy\ufffdz\ufffd👍");
    assertThat(text(List.of("x\0y\ud83d"))).isEqualTo("[\"x\ufffdy\ufffd\"]");
  }

  private static JsonNode tree(String json) {
    return Json.tree(json.getBytes(UTF_8));
  }

  private static String text(Object value) {
    return new String(Json.bytes(value), UTF_8);
  }
}
