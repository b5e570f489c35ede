package dev.milena.platform.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.AccountSchema;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatsAppAccountTest {
  @Test
  void whatIsNotSetIsAsMetaHasIt() {
    // Given
    ObjectNode settings =
        Json.mapper().createObjectNode().put("phone-number-id", "1").put("access-token", "t");

    // When
    WhatsAppAccount account = WhatsAppAccount.of(WhatsAppFixtures.account(settings));

    // Then
    assertThat(account.messagesPerSecond()).isEqualTo(80);
    assertThat(account.pairPause()).isEqualTo(Duration.ofSeconds(6));
    assertThat(account.statusWithin()).isEqualTo(Duration.ofSeconds(60));
    assertThat(account.baseUrl()).hasToString("https://graph.facebook.com/v23.0");
    assertThat(account.appSecrets()).isEmpty();
    assertThat(account).hasToString("WhatsAppAccount[1]");
  }

  @ParameterizedTest
  @CsvSource({
    "phone-number-id, +49 30 555000",
    "access-token, ' '",
    "messages-per-second, 1001",
    "pair-pause, 2m",
    "status-within, 0s",
    "status-within, 6m",
    "base-url, ftp://example.com"
  })
  void wrongValueIsNamedInWords(String setting, String value) {
    // Given
    ObjectNode settings = WhatsAppFixtures.settings().put(setting, value);

    // Then
    assertThatExceptionOfType(Json.UnreadableException.class)
        .isThrownBy(() -> WhatsAppAccount.of(WhatsAppFixtures.account(settings)))
        .withMessageContaining("'" + setting + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1,true",
    "http://lookaside.fbsbx.com/a,false",
    "https://lookaside.fbsbx.com:8443/a,false",
    "https://lookaside.fbsbx.com.evil.example/a,false",
    "https://lookaside.fbsbx.com@evil.example/a,false",
    "https://127.0.0.1/a,false"
  })
  void tokenGoesToMetaAlone(String url, boolean told) {
    assertThat(WhatsAppAccount.of(WhatsAppFixtures.account()).servesMedia(URI.create(url)))
        .isEqualTo(told);
  }

  @Test
  void everySecretIsKnownAsOne() {
    assertThat(AccountSchema.secrets(WhatsAppAccount.class))
        .containsExactlyInAnyOrder(
            "/access-token", "/app-secret", "/former-app-secret", "/verify-token");
  }
}
