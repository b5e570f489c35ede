package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milena.model.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeClientTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private static NodeClient echo() {
    return NodeClient.start(Path.of("src/test/node"), "echo.js", Map.of("GREETING", "привет"));
  }

  @Test
  void scriptIsSpokenWithInLinesOfJson() {
    // Given
    try (NodeClient client = echo()) {
      // When
      String greeting = client.await(line -> line.has("greeting"), SOON).path("greeting").asText();
      client.say(Json.mapper().createObjectNode().put("say", "one"));
      client.say(Json.mapper().createObjectNode().put("say", "two"));

      // Then
      assertThat(greeting).isEqualTo("привет");
      assertThat(client.await(line -> line.path("said").asText().equals("two"), SOON)).isNotNull();
    }
  }

  @Test
  void scriptThatBreaksSaysWhy() {
    // Given
    try (NodeClient client = echo()) {
      client.await(line -> line.has("greeting"), SOON);

      // When
      client.say(Json.mapper().createObjectNode().put("fail", "nobody answers"));

      // Then
      assertThatThrownBy(() -> client.await(line -> line.has("said"), Duration.ofSeconds(3)))
          .hasMessageContaining("nobody answers");
    }
  }
}
