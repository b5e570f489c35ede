package dev.milena.platform.whatsappqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.AccountSchema;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatsAppQrAccountTest {
  private static ObjectNode settings() {
    return Json.mapper()
        .createObjectNode()
        .put("url", "http://127.0.0.1:8090/")
        .put("token", "0123456789abcdef")
        .put("number", "15550001111");
  }

  private static WhatsAppQrAccount read(ObjectNode settings) {
    return WhatsAppQrAccount.of(new Account(WhatsAppQrFixtures.REF, 1, settings));
  }

  @Test
  void leftOutIsUsual() {
    // When
    WhatsAppQrAccount account = read(settings());

    // Then
    assertThat(account.url()).hasToString("http://127.0.0.1:8090");
    assertThat(account.adminToken()).isEmpty();
    assertThat(account.pollTimeout()).isEqualTo(Duration.ofSeconds(25));
    assertThat(account.address()).isEqualTo("15550001111@s.whatsapp.net");
    assertThat(account.toString()).doesNotContain("0123456789abcdef");
  }

  @ParameterizedTest
  @CsvSource({
    "url, ftp://127.0.0.1",
    "url, nothing",
    "token, short",
    "number, +15550001111",
    "number, 123",
    "poll-timeout, 51s",
    "poll-timeout, 999ms"
  })
  void wrongSettingIsNamedAndNotShown(String name, String value) {
    assertThatExceptionOfType(Json.UnreadableException.class)
        .isThrownBy(() -> read(settings().put(name, value)))
        .withMessageContaining("'" + name + "'")
        .withMessageNotContaining(value);
  }

  @Test
  void tokensAreSecretAndTheFormWarns() {
    assertThat(AccountSchema.secrets(WhatsAppQrAccount.class))
        .containsExactlyInAnyOrder("/token", "/admin-token");
    assertThat(
            AccountSchema.of(new WhatsAppQrPlatform()).at("/properties/url/description").asText())
        .contains("against WhatsApp's terms");
  }
}
