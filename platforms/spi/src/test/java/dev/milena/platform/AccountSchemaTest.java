package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdNodeBasedDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountSchemaTest {
  enum Mode {
    @JsonProperty("web-hook")
    WEBHOOK,
    POLLING
  }

  record Proxy(String host, int port, @Secret Optional<String> password) {}

  record Settings(
      @Secret @JsonPropertyDescription("From the shop.") String botToken,
      Mode mode,
      Duration pollTimeout,
      Optional<Proxy> proxy,
      List<String> allowedKinds,
      Map<String, Integer> limits,
      boolean quiet,
      URI baseUrl,
      @Secret Optional<String> webhookSecret) {
    Settings {
      if (botToken == null) {
        throw new IllegalArgumentException("bot-token is missing");
      }
      mode = mode == null ? Mode.WEBHOOK : mode;
      pollTimeout = pollTimeout == null ? Duration.ofSeconds(50) : pollTimeout;
      baseUrl = baseUrl == null ? URI.create("https://api.example.com") : baseUrl;
    }
  }

  /** Refuses the sample values. */
  record Strict(@Secret String token, Duration pause) {
    Strict {
      if (token == null || !token.matches("[0-9]{10}:[A-F]{20}")) {
        throw new IllegalArgumentException("token does not look like one");
      }
    }
  }

  private final ObjectNode schema = AccountSchema.of("carrier", Settings.class);

  private static List<String> problems(ObjectNode schema, String settings) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema)
        .validate(settings, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static Account account(String settings) {
    return new Account(
        new AccountRef("carrier", "a"), 1, Json.object(settings.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void namesAreThoseOfTheSettings() {
    assertThat(schema.path("properties").propertyStream().map(Map.Entry::getKey))
        .contains(
            "bot-token",
            "mode",
            "poll-timeout",
            "proxy",
            "allowed-kinds",
            "limits",
            "quiet",
            "base-url",
            "webhook-secret",
            "path",
            "linking",
            "unknown",
            "texts");
  }

  @Test
  void onlyWhatHasNoDefaultIsRequired() {
    assertThat(schema.path("required")).map(n -> n.asText()).containsExactly("bot-token");
    assertThat(schema.at("/properties/proxy/required"))
        .map(n -> n.asText())
        .containsExactly("host");
  }

  @Test
  void defaultsAreShown() {
    assertThat(schema.at("/properties/mode/default").asText()).isEqualTo("web-hook");
    assertThat(schema.at("/properties/poll-timeout/default").asText()).isEqualTo("50s");
    assertThat(schema.at("/properties/base-url/default").asText())
        .isEqualTo("https://api.example.com");
  }

  @Test
  void secretsAreWriteOnlyAndFoundWhereverTheyAre() {
    assertThat(schema.at("/properties/bot-token/writeOnly").asBoolean()).isTrue();
    assertThat(schema.at("/properties/proxy/properties/password/writeOnly").asBoolean()).isTrue();
    assertThat(schema.at("/properties/mode").has("writeOnly")).isFalse();
    assertThat(AccountSchema.secrets(Settings.class))
        .containsExactly("/bot-token", "/proxy/password", "/webhook-secret");
  }

  @Test
  void descriptionAndTitleHelpWhoFillsInTheForm() {
    assertThat(schema.at("/properties/bot-token/description").asText()).isEqualTo("From the shop.");
    assertThat(schema.at("/properties/poll-timeout/title").asText()).isEqualTo("Poll timeout");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"bot-token\":\"t\"}",
        "{\"bot-token\":\"t\",\"mode\":\"polling\",\"poll-timeout\":\"500ms\",\"path\":\"/x\",\"linking\":\"code\"}",
        "{\"bot-token\":\"t\",\"poll-timeout\":\"PT1M\",\"proxy\":{\"host\":\"h\",\"port\":1},\"limits\":{\"a\":1}}",
        "{\"bot-token\":\"t\",\"allowed-kinds\":[\"a\"],\"quiet\":true,\"texts\":{\"chat-closed\":\"Bye\"}}"
      })
  void whatTheSchemaAllowsCanBeRead(String settings) {
    assertThat(problems(schema, settings)).isEmpty();
    assertThat(account(settings).as(Settings.class).botToken()).isEqualTo("t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"bot-token\":1}",
        "{\"bot-token\":\"t\",\"mode\":\"carrier-pigeon\"}",
        "{\"bot-token\":\"t\",\"poll-timeout\":\"soon\"}",
        "{\"bot-token\":\"t\",\"poll-timeuot\":\"5s\"}",
        "{\"bot-token\":\"t\",\"proxy\":{\"port\":1}}",
        "{\"bot-token\":\"t\",\"allowed-kinds\":\"a\"}"
      })
  void whatCannotBeReadIsNotAllowed(String settings) {
    assertThat(problems(schema, settings)).isNotEmpty();
  }

  @Test
  void recordThatRefusesTheSamplesIsBelievedToWantItsTexts() {
    // When
    ObjectNode strict = AccountSchema.of("carrier", Strict.class);

    // Then
    assertThat(strict.path("required")).map(n -> n.asText()).containsExactly("token");
  }

  @Test
  void noSecretIsShownAsADefault() {
    record Leaky(@Secret String token) {
      Leaky {
        token = token == null ? "built-in" : token;
      }
    }
    assertThat(AccountSchema.of("carrier", Leaky.class).toString()).doesNotContain("built-in");
  }

  @Test
  void settingWithAReaderOfItsOwnIsNotToldWhatToBe() {
    record Loose(
        @JsonDeserialize(using = StdNodeBasedDeserializer.class) List<String> codes,
        @JsonDeserialize(using = StdNodeBasedDeserializer.class) String any) {}

    // When
    ObjectNode loose = AccountSchema.of("carrier", Loose.class);

    // Then
    assertThat(problems(loose, "{\"codes\":[200,\"201\"],\"any\":{\"a\":1}}")).isEmpty();
    assertThat(problems(loose, "{\"codes\":200,\"any\":\"x\"}")).isEmpty();
    assertThat(problems(loose, "{\"codes\":{},\"any\":\"x\"}")).isNotEmpty();
  }
}
