package dev.milena.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAccountTest {
  @Test
  void onlyAddressAndSecretAreNeeded() {
    HttpAccount settings = HttpAccount.of(HttpFixtures.account(HttpFixtures.settings()));

    assertThat(settings.keys()).hasSize(1);
    assertThat(settings.previousSecret()).isEmpty();
    assertThat(settings.perSecond()).isEmpty();
    assertThat(settings.ownId()).isEqualTo("bot-1");
  }

  @Test
  void withoutANameTheServiceIsNamedByItsAddress() {
    ObjectNode here = HttpFixtures.settings().without("id");
    ObjectNode there = here.deepCopy().put("url", "https://other.example.com/milena");

    assertThat(id(here)).matches("[0-9a-f]{16}").isEqualTo(id(here.deepCopy()));
    assertThat(id(there)).isNotEqualTo(id(here));
  }

  private static String id(ObjectNode settings) {
    return HttpAccount.of(HttpFixtures.account(settings)).ownId();
  }

  @ParameterizedTest
  @CsvSource({
    "url, ftp://bot.example.com, 'url'",
    "url, https://user:secret@bot.example.com/, 'url'",
    "url, https://bot.example.com/#x, 'url'",
    "url, bot, 'url'",
    "secret, short, 'secret'",
    "previous-secret, short, 'previous-secret'",
    "per-second, 0, 'per-second'",
  })
  void whatDoesNotDoIsNamedAndNotSaid(String setting, String value, String named) {
    ObjectNode settings = HttpFixtures.settings().put(setting, value);

    assertThatThrownBy(() -> HttpAccount.of(HttpFixtures.account(settings)))
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageContaining(named)
        .hasMessageNotContaining("secret@");
  }

  @Test
  void secretsAreNotShown() {
    assertThat(HttpAccount.of(HttpFixtures.account()).toString())
        .doesNotContain(HttpFixtures.SECRET)
        .doesNotContain("example.com");
  }
}
