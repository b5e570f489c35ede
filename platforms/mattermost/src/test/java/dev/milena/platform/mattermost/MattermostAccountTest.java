package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.AccountSchema;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MattermostAccountTest {
  @Test
  void whatIsNotSetHasTheServersOwnDefaults() {
    // Given
    ObjectNode settings = Json.mapper().createObjectNode();
    settings.put("url", "https://chat.example.com/sub/").put("token", "fakebottoken0000000001");
    settings.put("user-id", MattermostFixtures.BOT);

    // When
    MattermostAccount account = MattermostAccount.of(MattermostFixtures.account(settings));

    // Then
    assertThat(account.mode()).isEqualTo(MattermostAccount.Mode.SOCKET);
    assertThat(account.pressWithin()).isEqualTo(Duration.ofDays(30));
    assertThat(account.catchUp()).isEqualTo(Duration.ofMinutes(5));
    assertThat(account.fileBytesMax()).isEqualTo(104_857_600L);
    assertThat(account.callsPerSecond()).isEqualTo(10);
    assertThat(account.takesPresses()).isFalse();
    assertThat(account.socketUrl()).isEqualTo("wss://chat.example.com/sub/api/v4/websocket");
    assertThat(account).hasToString("MattermostAccount[" + MattermostFixtures.BOT + ", SOCKET]");
  }

  @ParameterizedTest
  @CsvSource({
    "url, ftp://example.com, 'url'",
    "token, short, 'token'",
    "user-id, Ann, 'user-id'",
    "callback-secret, short, 'callback-secret'",
    "callback-url, hub.example.com, 'callback-url'",
    "catch-up, 30d, 'catch-up'",
    "calls-per-second, 0, 'calls-per-second'"
  })
  void wrongValueIsNamedInWords(String setting, String value, String named) {
    // Given
    ObjectNode settings = MattermostFixtures.settings().put(setting, value);

    // Then
    assertThatExceptionOfType(Json.UnreadableException.class)
        .isThrownBy(() -> MattermostAccount.of(MattermostFixtures.account(settings)))
        .withMessageContaining(named.replace("'", ""));
  }

  @Test
  void everySecretIsKnownAsOne() {
    // Then
    assertThat(AccountSchema.secrets(MattermostAccount.class))
        .containsExactlyInAnyOrder("/token", "/hook-tokens", "/callback-secret");
  }
}
