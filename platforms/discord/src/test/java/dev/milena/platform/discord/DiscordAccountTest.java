package dev.milena.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.AccountSchema;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordAccountTest {
  private static final String TOKEN = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.abc.secret-part";

  private static DiscordAccount account(String setting, String value) {
    return DiscordAccount.of(
        new Account(
            new AccountRef("discord", "test"),
            1,
            Json.mapper().createObjectNode().put("token", TOKEN).put(setting, value)));
  }

  @Test
  void defaultsAreDiscordsOwn() {
    // When
    DiscordAccount settings = account("mode", "gateway");

    // Then
    assertThat(settings.botId()).isEqualTo("1100000000000000001");
    assertThat(settings.application()).isEqualTo("1100000000000000001");
    assertThat(settings.baseUrl()).isEqualTo(URI.create("https://discord.com/api/v10"));
    assertThat(settings.cdnUrl()).isEqualTo(URI.create("https://cdn.discordapp.com"));
    assertThat(settings.intents()).isEqualTo(46595);
    assertThat(settings.shards()).isEmpty();
    assertThat(settings.gatewayUrl()).isEmpty();
    assertThat(settings.publicKey()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "token,Bot MTIz.a.b",
    "token,not-a-token",
    "public-key,abc",
    "application-id,x",
    "base-url,ftp://discord.com",
    "gateway-url,https://gateway.discord.gg",
    "cdn-url,nowhere",
    "shards,0"
  })
  void wrongValueIsNamedInWords(String setting, String value) {
    assertThatExceptionOfType(Json.UnreadableException.class)
        .isThrownBy(() -> account(setting, value))
        .withMessageContaining("'" + setting + "'")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(TOKEN));
  }

  @Test
  void tokenAloneIsSecret() {
    assertThat(AccountSchema.secrets(DiscordAccount.class)).containsExactly("/token");
    assertThat(account("mode", "gateway").toString()).doesNotContain("secret-part");
  }
}
