package dev.milena.platform.vk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.milena.model.Json;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator writes down. */
class VkAccountTest {
  @Test
  void defaultsAreThese() {
    // When
    VkAccount settings = VkAccount.of(VkFixtures.account());
    // Then
    assertThat(settings.mode()).isEqualTo(VkAccount.Mode.POLLING);
    assertThat(settings.baseUrl()).isEqualTo(URI.create("https://api.vk.com/method"));
    assertThat(settings.pollWait()).isEqualTo(Duration.ofSeconds(25));
    assertThat(settings.prefixes()).containsExactly("/", "!");
    assertThat(settings.namesWithin()).isEqualTo(Duration.ofMillis(200));
    assertThat(settings.secret()).isEmpty();
    assertThat(settings.confirmation()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "token, ' '",
    "group-id, -218700001",
    "group-id, club1",
    "poll-wait, 91s",
    "names-within, 3s",
    "base-url, ftp://example.org",
  })
  void wrongValueIsNamedInWordsAndNotShown(String setting, String value) {
    assertThatExceptionOfType(Json.UnreadableException.class)
        .isThrownBy(() -> VkAccount.of(VkFixtures.account(setting, value)))
        .withMessageContaining("'" + setting + "'")
        .satisfies(
            e -> assertThat(e.getMessage()).doesNotContain("vk1.a.TEST").doesNotContain("club1'"));
  }

  @Test
  void addressesThatVkGivesAreEncryptedOrWhereTheApiIs() {
    // Given
    VkAccount vk = VkAccount.of(VkFixtures.account());
    VkAccount own = VkAccount.of(VkFixtures.account("base-url", "http://127.0.0.1:8080/method/"));
    // Then
    assertThat(own.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:8080/method"));
    assertThat(vk.mayCall("https://lp.vk.com/whp/1")).isTrue();
    assertThat(vk.mayCall("http://lp.vk.com/whp/1")).isFalse();
    assertThat(vk.mayCall("file:///etc/passwd")).isFalse();
    assertThat(vk.mayCall("http://a b/")).isFalse();
    assertThat(own.mayCall("http://127.0.0.1:9090/lp/1")).isTrue();
  }

  @Test
  void nothingSecretIsShown() {
    assertThat(VkAccount.of(VkFixtures.account("secret", "s3cr3t")).toString())
        .isEqualTo("VkAccount[218700001, POLLING]");
  }
}
