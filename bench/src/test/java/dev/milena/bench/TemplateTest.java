package dev.milena.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final String CHAT = Chats.id(1);

  @Test
  void whatNumbersAMessageIsNewInEach() {
    // Given
    Template template =
        Template.of(
            "{\"update\":7,\"message\":{\"id\":1,\"text\":\"hi\"}}",
            "{\"update\":8,\"message\":{\"id\":2,\"text\":\"hi\"}}",
            CHAT);

    // When
    String third = template.fill(5, 3);

    // Then
    assertThat(third)
        .isEqualTo("{\"update\":100003,\"message\":{\"id\":100003,\"text\":\"hi\"}}")
        .isNotEqualTo(template.fill(5, 4));
  }

  @Test
  void chatIsNamedWhereverItWas() {
    // Given
    Template template =
        Template.of(
            "{\"from\":" + CHAT + ",\"to\":\"" + CHAT + "\"}",
            "{\"from\":" + CHAT + ",\"to\":\"" + CHAT + "\"}",
            CHAT);

    // When
    String filled = template.fill(42, 0);

    // Then
    assertThat(filled).isEqualTo("{\"from\":" + Chats.id(42) + ",\"to\":\"" + Chats.id(42) + "\"}");
  }

  @Test
  void idOfHexadecimalDigitsKeepsItsLength() {
    // Given
    String one = "0123456789abcdef0123456789abcdef";
    String other = "fedcba9876543210fedcba9876543210";
    Template template = Template.of("{\"id\":\"" + one + "\"}", "{\"id\":\"" + other + "\"}", CHAT);

    // When
    String filled = template.fill(0, 9);

    // Then
    assertThat(filled).isEqualTo("{\"id\":\"0123456789abcdef0123000000100009\"}");
  }

  @Test
  void timesStayAsTheyWere() {
    // Given
    long now = Instant.now().getEpochSecond();
    String first = "{\"date\":" + now + ",\"at\":\"2026-01-01T00:00:00Z\"}";
    String second = "{\"date\":" + (now + 1) + ",\"at\":\"2026-01-01T00:00:01Z\"}";

    // When
    String filled = Template.of(first, second, CHAT).fill(0, 1);

    // Then
    assertThat(filled).isEqualTo(first);
  }

  @Test
  void bodyThatIsNoJsonOnlyGetsItsChat() {
    // When
    String filled = Template.of("chat=" + CHAT + "&n=1", "chat=" + CHAT + "&n=2", CHAT).fill(3, 1);

    // Then
    assertThat(filled).isEqualTo("chat=" + Chats.id(3) + "&n=1");
  }
}
