package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackAccountTest {
  private static SlackAccount with(String setting, String value) {
    ObjectNode settings = SlackFixtures.settings();
    settings.put(setting, value);
    return SlackAccount.of(SlackFixtures.account(settings));
  }

  @Test
  void defaultsAreThese() {
    SlackAccount settings =
        SlackAccount.of(
            SlackFixtures.account(
                Json.mapper().createObjectNode().put("app-id", "A1").put("bot-token", "xoxb-1")));

    assertThat(settings)
        .isEqualTo(
            new SlackAccount(
                "A1",
                "xoxb-1",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                SlackAccount.Mode.SOCKET,
                1,
                Optional.empty(),
                false,
                URI.create("https://slack.com/api")));
  }

  @ParameterizedTest
  @CsvSource({
    "app-id, ''",
    "bot-token, ''",
    "bot-token, xapp-1-mistaken",
    "app-token, xoxb-mistaken",
    "connections, 11",
    "connections, -1",
    "base-url, ftp://slack.com",
    "base-url, https://slack.com/api?token=1"
  })
  void wrongSettingIsNamedAndItsValueIsNot(String setting, String value) {
    assertThatThrownBy(() -> with(setting, value))
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageContaining("'" + setting + "'")
        .satisfies(e -> assertThat(value.isEmpty() || !e.getMessage().contains(value)).isTrue());
  }

  @Test
  void credentialsAreNotShown() {
    String shown = SlackAccount.of(SlackFixtures.wide()).toString();

    assertThat(shown).doesNotContain("xoxb", "xapp", "0123456789abcdef");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://files.slack.com/upload/v1/abc",
        "https://wss-primary.slack.com/link",
        "wss://wss-primary.slack.com/link/?ticket=1"
      })
  void addressesThatSlackHandsOutAreSlacks(String url) {
    assertThat(SlackAccount.of(SlackFixtures.account()).isOurs(URI.create(url))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://files.slack.com/upload",
        "https://slack.com.example.org/upload",
        "https://evilslack.com/upload",
        "https://169.254.169.254/latest",
        "file:///etc/passwd",
        "/upload"
      })
  void tokensAndFilesGoNowhereElse(String url) {
    assertThat(SlackAccount.of(SlackFixtures.account()).isOurs(URI.create(url))).isFalse();
  }

  @Test
  void answersGoToTheHostBesideTheWebApi() {
    assertThat(SlackAccount.of(SlackFixtures.account()).hooksUrl())
        .isEqualTo("https://hooks.slack.com");
    assertThat(with("base-url", "https://slack-gov.com/api/").hooksUrl())
        .isEqualTo("https://hooks.slack-gov.com");
    assertThat(with("base-url", "http://127.0.0.1:4000/api").hooksUrl())
        .isEqualTo("http://127.0.0.1:4000");
  }
}
