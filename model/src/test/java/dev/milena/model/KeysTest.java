package dev.milena.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain-id_1.2",
        "-1001234567890",
        "a/b",
        "a%2Fb",
        "100%",
        "a+b c",
        "~sender",
        "привет",
        "👩‍👩‍👧",
        "a?b#c&d=e",
        "\n\t\"",
      })
  void anyIdSurvivesBetweenOthers(String id) {
    // When
    String key = Keys.join("telegram", id, "tail");

    // Then
    assertThat(Keys.split(key)).containsExactly("telegram", id, "tail");
    assertThat(key).matches("[A-Za-z0-9._%/-]*");
  }

  @Test
  void emptyPartsSurvive() {
    assertThat(Keys.split(Keys.join("", "a", ""))).isEqualTo(List.of("", "a", ""));
  }

  @Test
  void partsThatLookAlikeWhenGluedMakeDifferentKeys() {
    assertThat(Keys.join("a", "b/c")).isNotEqualTo(Keys.join("a/b", "c"));
    assertThat(Keys.join("a%2Fb")).isNotEqualTo(Keys.join("a/b"));
  }

  @Test
  void markerOfTheHubCannotBeSomebodysId() {
    assertThat(Keys.join("~x")).isEqualTo("%7Ex");
    assertThat(Keys.split("telegram/a/~%7Ex")).containsExactly("telegram", "a", "~~x");
  }

  @Test
  void encodingIsThatOfRfc3986InUtf8() {
    assertThat(Keys.join("ё a", "x")).isEqualTo("%D1%91%20a/x");
  }

  @Test
  void brokenEncodingIsRefused() {
    assertThatThrownBy(() -> Keys.split("a/%zz")).isInstanceOf(IllegalArgumentException.class);
  }
}
