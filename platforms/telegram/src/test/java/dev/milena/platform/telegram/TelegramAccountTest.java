package dev.milena.platform.telegram;

import static dev.milena.platform.telegram.TelegramFixtures.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import dev.milena.platform.AccountSchema;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of a bot. */
class TelegramAccountTest {
  @Test
  void tokenIsEnough() {
    // When
    TelegramAccount settings = TelegramAccount.of(account());

    // Then
    assertThat(settings.botId()).isEqualTo("7770001");
    assertThat(new TelegramPlatform().ownId(account())).isEqualTo("7770001");
    assertThat(settings.mode()).isEqualTo(TelegramAccount.Mode.POLLING);
    assertThat(settings.baseUrl()).hasToString("https://api.telegram.org");
    assertThat(settings.pollTimeout()).isEqualTo(Duration.ofSeconds(50));
    assertThat(settings.allowedUpdates())
        .contains("message", "message_reaction", "message_reaction_count", "chat_member");
    assertThat(settings.media()).isEqualTo(TelegramAccount.FileRoute.AUTO);
    assertThat(settings.webhookSecret()).isEmpty();
  }

  @Test
  void settingsAreReadUnderTheirNames() {
    // When
    TelegramAccount settings =
        TelegramAccount.of(
            account(
                "mode",
                "webhook",
                "base-url",
                "http://bot-api:8081/",
                "poll-timeout",
                "20s",
                "media",
                "bytes",
                "username",
                "@my_bot"));

    // Then
    assertThat(settings.mode()).isEqualTo(TelegramAccount.Mode.WEBHOOK);
    assertThat(settings.methodUrl("getMe")).isEqualTo("http://bot-api:8081/bot{token}/getMe");
    assertThat(settings.pollTimeout()).hasSeconds(20);
    assertThat(settings.username()).hasValue("my_bot");
    assertThat(settings.onCloud()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "token,not-a-token,'token'",
    "webhook-secret,with spaces,'webhook-secret'",
    "base-url,ftp://example.org,'base-url'",
    "poll-timeout,60s,'poll-timeout'",
    "poll-timeout,999ms,'poll-timeout'"
  })
  void wrongSettingIsNamedAndItsValueIsNot(String name, String value, String named) {
    assertThatThrownBy(() -> TelegramAccount.of(account(name, value)))
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageContaining(named)
        .message()
        .doesNotContain(value);
  }

  @Test
  void nothingSecretIsShown() {
    assertThat(TelegramAccount.of(account("webhook-secret", "s3cret")).toString())
        .doesNotContain("TEST-TOKEN", "s3cret");
  }

  @Test
  void formKnowsSecretsAndDefaults() {
    // When
    JsonNode schema = AccountSchema.of(new TelegramPlatform());

    // Then
    assertThat(AccountSchema.secrets(TelegramAccount.class))
        .containsExactlyInAnyOrder("/token", "/webhook-secret");
    assertThat(
            StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText))
        .containsExactly("token");
    assertThat(schema.at("/properties/mode/default").asText()).isEqualTo("polling");
  }
}
