package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private final Placeholders placeholders =
      new Placeholders(
          Map.of(
              "token",
              "1:a_b-C",
              "odd",
              "../a b?c=d&e#ü{token}",
              "upload",
              "https://up.example.com/x?y=1&z={}",
              "ref",
              "$1\\2"));

  @Test
  void valueStaysInItsSegment() {
    assertThat(placeholders.inUrl("https://h/bot{token}/{odd}?q={odd}"))
        .isEqualTo(
            "https://h/bot1:a_b-C/..%2Fa%20b%3Fc%3Dd%26e%23%C3%BC%7Btoken%7D?q=..%2Fa%20b%3Fc%3Dd%26e%23%C3%BC%7Btoken%7D");
  }

  @Test
  void nameAtTheBeginningIsAWholeAddress() {
    assertThat(placeholders.inUrl("{upload}")).isEqualTo("https://up.example.com/x?y=1&z={}");
  }

  @Test
  void bracesAroundAnythingElseStand() {
    String name = "n".repeat(64);
    String others = "{} {1a} {a b} {token {" + name + "n} {";
    Placeholders known = new Placeholders(Map.of("token", "t", name, "long"));
    assertThat(known.inHeaders(Map.of("x", others + "{token}{" + name + "}")))
        .containsEntry("x", others + "tlong");
  }

  @Test
  void headersAreFilledAsTheyAre() {
    assertThat(placeholders.inHeaders(Map.of("authorization", "Bearer {token}{ref}")))
        .isEqualTo(Map.of("authorization", "Bearer 1:a_b-C$1\\2"));
  }

  @Test
  void jsonIsFilledOnlyAtItsPlacesAndNeverChanged() {
    // Given
    ObjectNode json =
        Json.object("{\"text\":\"{token}\",\"a\":[{\"id\":\"{token}\"},\"x{ref}\"]}".getBytes());
    ObjectNode before = json.deepCopy();

    // When
    ObjectNode filled = placeholders.inJson(json, Set.of("/a/0/id", "/a/1"));

    // Then
    assertThat(filled.toString())
        .isEqualTo("{\"text\":\"{token}\",\"a\":[{\"id\":\"1:a_b-C\"},\"x$1\\\\2\"]}");
    assertThat(json).isEqualTo(before);
  }

  @Test
  void placeThatTheBodyLacksIsADefect() {
    ObjectNode json = Json.mapper().createObjectNode();
    assertThatIllegalStateException().isThrownBy(() -> placeholders.inJson(json, Set.of("/a/b")));
  }

  @Test
  void nameWithoutValueIsADefectThatNamesIt() {
    assertThatIllegalStateException()
        .isThrownBy(() -> placeholders.inUrl("https://h/{nothing}"))
        .withMessageContaining("{nothing}");
  }

  @Test
  void foreignValueInAnAddressNeverReadsAsAPlaceholder() {
    // Given
    String url = "https://h/channels/" + ApiRequest.inUrl("{token}") + "/messages";

    // Then
    assertThat(placeholders.inUrl(url)).isEqualTo("https://h/channels/%7Btoken%7D/messages");
  }
}
