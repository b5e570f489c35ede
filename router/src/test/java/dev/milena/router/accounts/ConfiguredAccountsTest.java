package dev.milena.router.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.ConfiguredAccounts;
import dev.milena.model.Json;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredAccountsTest {
  @Test
  void settingsOfAFileAreReadAsTheyStand() {
    Map<AccountRef, ObjectNode> accounts =
        read(
            Map.of(
                "milena.chat.accounts.shop.token", "t",
                "milena.chat.accounts.shop.texts.chat-closed", "bye",
                "milena.chat.accounts.shop.hosts[0]", "a",
                "milena.chat.accounts.shop.hosts[1]", "b",
                "milena.chat.accounts.\"my.shop\".token", "u",
                "milena.routes.r.to", "desk/main",
                "milena.accounts.filter", "*/*"),
            Map.of());

    assertThat(accounts.keySet())
        .extracting(AccountRef::key)
        .containsExactly("chat/my.shop", "chat/shop");
    assertThat(accounts.get(new AccountRef("chat", "shop")).toString())
        .isEqualTo("{\"hosts\":[\"a\",\"b\"],\"texts\":{\"chat-closed\":\"bye\"},\"token\":\"t\"}");
  }

  @Test
  void whatIsWrittenAsPropertiesIsReadAgain() {
    AccountRef shop = new AccountRef("chat", "my.shop");
    ObjectNode settings =
        Json.object(
            "{\"hosts\":[\"a\",{\"b\":\"c\"}],\"texts\":{\"a.b\":\"bye\"},\"token\":\"t\"}"
                .getBytes(UTF_8));

    Map<AccountRef, ObjectNode> read =
        read(ConfiguredAccounts.properties(shop, settings), Map.of());

    assertThat(read).containsExactlyEntriesOf(Map.of(shop, settings));
  }

  @Test
  void environmentAloneMakesAnAccount() {
    Map<AccountRef, ObjectNode> accounts =
        read(
            Map.of(),
            Map.of(
                "MILENA_CHAT_ACCOUNTS_SHOP_TOKEN", "t",
                "MILENA_CHAT_ACCOUNTS_SHOP_BASE_URL", "https://example.org",
                "MILENA_CHAT_ACCOUNTS_SHOP_TEXTS__CHAT_CLOSED", "bye",
                "MILENA_CHAT_ACCOUNTS_SHOP_HOSTS__0", "a"));

    assertThat(accounts.get(new AccountRef("chat", "shop")).toString())
        .isEqualTo(
            "{\"base-url\":\"https://example.org\",\"hosts\":[\"a\"],\"texts\":{\"chat-closed\":\"bye\"},\"token\":\"t\"}");
  }

  @Test
  void environmentWinsOverFileAlsoWhereNamesHaveDashes() {
    Map<AccountRef, ObjectNode> accounts =
        read(
            Map.of("milena.chat.accounts.my-shop.token", "file"),
            Map.of("MILENA_CHAT_ACCOUNTS_MY_SHOP_TOKEN", "environment"));

    assertThat(accounts).hasSize(1);
    assertThat(accounts.get(new AccountRef("chat", "my-shop")).path("token").asText())
        .isEqualTo("environment");
  }

  @Test
  void emptySettingIsNone() {
    assertThat(read(Map.of("milena.chat.accounts.shop.token", " "), Map.of())).isEmpty();
  }

  private static Map<AccountRef, ObjectNode> read(
      Map<String, String> file, Map<String, String> environment) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(file, "file", 250),
                new EnvConfigSource(environment, 300))
            .build();
    return ConfiguredAccounts.read(
        config.getPropertyNames(), name -> config.getOptionalValue(name, String.class));
  }
}
