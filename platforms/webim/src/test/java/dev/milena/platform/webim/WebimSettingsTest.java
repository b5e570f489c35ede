package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.AccountSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebimSettingsTest {
  @Test
  void defaultsOfTheAccountAreThese() {
    WebimSettings settings = WebimSettings.of(Accounts.channel());

    assertThat(settings.door()).isEqualTo(WebimSettings.Door.CHANNEL);
    assertThat(settings.visitorId()).isEqualTo(WebimSettings.VisitorId.CHAT);
    assertThat(settings.textMax()).isEqualTo(4000);
    assertThat(settings.callsPerSecond()).isEqualTo(10);
    assertThat(settings.repeatWindow()).isEqualTo(Duration.ZERO);
    assertThat(settings.bot().version()).isEqualTo(BotSettings.Version.V2);
    assertThat(settings.channel().id()).isEqualTo("default");
  }

  @Test
  void defaultsOfTheOutboundMappingAreThese() {
    OutboundMapping mapping = WebimSettings.of(Accounts.channel()).channel().outbound();

    assertThat(mapping.send().method()).isEqualTo("POST");
    assertThat(mapping.send().path()).isEqualTo("/api/channel/v1/{channelId}/message");
    assertThat(mapping.file().mode()).isEqualTo(OutboundMapping.FileMode.URL);
    assertThat(mapping.file().bytesMax()).isEqualTo(10 * 1024 * 1024);
    assertThat(mapping.typing().enabled()).isFalse();
    assertThat(mapping.auth())
        .isEqualTo(
            new OutboundMapping.Auth(
                OutboundMapping.Place.HEADER, "Authorization", "Token {token}"));
    assertThat(mapping.kinds())
        .isEqualTo(
            Map.of(
                "text", "visitor",
                "file", "file_visitor",
                "keyboard_response", "keyboard_response"));
    assertThat(mapping.body())
        .isEqualTo(
            Map.of(
                "/visitor/id", "visitorId",
                "/visitor/fields", "visitorFields",
                "/message/id", "message.id",
                "/message/kind", "message.kind",
                "/message/text", "message.text",
                "/message/data", "message.file",
                "/message/data/button", "message.button",
                "/message/data/request/messageId", "message.button.messageId"));
    assertThat(mapping.success())
        .isEqualTo(new OutboundMapping.Success(List.of("200", "201"), "/error", List.of()));
    assertThat(mapping.errors())
        .isEqualTo(new OutboundMapping.Errors("/error", "/desc", List.of(), List.of()));
    assertThat(mapping.idempotent()).isFalse();
  }

  @Test
  void defaultsOfTheInboundMappingAreThese() {
    InboundMapping mapping = WebimSettings.of(Accounts.channel()).channel().inbound();

    assertThat(mapping.auth().in())
        .containsExactly(
            "header:Authorization", "header:X-Token", "query:token", "body:/secretKey");
    assertThat(mapping.batch().pointer()).isEmpty();
    assertThat(mapping.kind().pointer()).containsExactly("/event", "/message/kind");
    assertThat(mapping.kind().values())
        .containsEntry("operator", "operator_message")
        .containsEntry("new_message", "operator_message")
        .containsEntry("chat_assigned", "operator_assigned")
        .containsEntry("info", "unknown")
        .hasSize(9);
    assertThat(mapping.kind().absent()).isEqualTo("operator_message");
    assertThat(mapping.fields().visitorId()).containsExactly("/visitor_id", "/visitor/id");
    assertThat(mapping.fields().text()).containsExactly("/message/text", "/message", "/text");
    assertThat(mapping.ack()).isEqualTo(new InboundMapping.Ack(200, "{\"result\":\"ok\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /base-url                                     | "ftp://example.webim.ru"  | base-url: begins with https://
          /base-url                                     | "http://example.webim.ru" | base-url: begins with https://
          /base-url                                     | ""                        | base-url: missing
          /access-token                                 | ""                        | access-token: missing
          /callback-user                                | "only"                    | callback-user and callback-password
          /text-max                                     | 5                         | text-max: at least 100
          /calls-per-second                             | 0                         | calls-per-second: at least 1
          /channel/outbound/send/path                   | "message"                 | channel.outbound.send.path: 'message' is no path
          /channel/outbound/send/path                   | "/{secret}"               | channel.outbound.send.path: in braces
          /channel/outbound/send/method                 | "GET"                     | channel.outbound.send.method: one of
          /channel/outbound/sent/path                   | "/message"                | channel.outbound.sent: no such setting; there are [auth, body,
          /bot/versoin                                  | "2.0"                     | bot.versoin: no such setting; there are [version]
          /channel/outbound/auth/format                 | "Token"                   | channel.outbound.auth.format: holds {token}
          /channel/outbound/body                        | {"text":"message.text"}   | channel.outbound.body: 'text' is no JSON pointer
          /channel/outbound/body                        | {"/text":"words"}         | channel.outbound.body./text: 'words' is none of
          /channel/outbound/body                        | {"/a":"message.text","/a/b":"visitorId"} | something else stands inside '/a'
          /channel/outbound/body                        | {"/a":"visitorId"}        | message.text stands nowhere
          /channel/outbound/success/status              | [404]                     | channel.outbound.success.status
          /channel/inbound/auth/in                      | ["cookie:x"]              | channel.inbound.auth.in: 'cookie:x'
          /channel/inbound/auth/equals                  | ["open"]                  | channel.inbound.auth.equals
          /channel/inbound/kind/values                  | {"a":"song"}              | channel.inbound.kind.values.a: 'song' is none of
          /channel/inbound/fields/text                  | "text"                    | channel.inbound.fields.text: 'text' is no JSON pointer
          /channel/inbound/ack/body                     | "ok then"                 | channel.inbound.ack.body: is not JSON
          """)
  void wrongValueIsNamedInWords(String pointer, String value, String said) {
    Account account = Accounts.channel(pointer, value);

    assertThatThrownBy(() -> WebimSettings.of(account))
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageContaining(said);
  }

  @Test
  void listMayBeWrittenAsOneValueOrWithCommas() {
    Account account =
        Accounts.channel(
            "/channel/inbound/fields/text", "\"/words\"",
            "/channel/inbound/kind/pointer", "\"/type, /kind\"",
            "/channel/outbound/success/status", "202");

    ChannelSettings channel = WebimSettings.of(account).channel();

    assertThat(channel.inbound().fields().text()).containsExactly("/words");
    assertThat(channel.inbound().kind().pointer()).containsExactly("/type", "/kind");
    assertThat(channel.outbound().success().status()).containsExactly("202");
  }

  @Test
  void propertiesFileKnowsOnlyTextAndThatIsEnough() {
    Account account =
        Accounts.channel(
            "/text-max", "\"500\"",
            "/repeat-window", "\"60s\"",
            "/channel/outbound/idempotent", "\"true\"",
            "/channel/outbound/file", "{\"mode\":\"base64\",\"bytes-max\":\"99\"}",
            "/channel/outbound/success/status", "\"200,202\"");

    WebimSettings settings = WebimSettings.of(account);

    assertThat(settings.textMax()).isEqualTo(500);
    assertThat(settings.repeatWindow()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.channel().outbound().idempotent()).isTrue();
    assertThat(settings.channel().outbound().file().bytesMax()).isEqualTo(99);
    assertThat(settings.channel().outbound().success().status()).containsExactly("200", "202");
  }

  @Test
  void robotOfTheFirstVersionNeedsNoAccessToken() {
    Account account = Accounts.bot("/access-token", "\"\"", "/bot/version", "\"1.0\"");

    assertThat(WebimSettings.of(account).bot().sends()).isFalse();
  }

  @Test
  void mappingInTheReadmeIsTheDefaultOne() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String json = readme.substring(readme.indexOf("```json") + 7);

    Account account = Accounts.channel("/channel", json.substring(0, json.indexOf("```")));

    assertThat(WebimSettings.of(account).channel()).isEqualTo(ChannelSettings.DEFAULT);
  }

  @Test
  void schemaWantsTheAddressAndTheTokenAndNothingInsideTheMapping() {
    ObjectNode schema = AccountSchema.of(new WebimPlatform());

    assertThat(schema.at("/required").toString()).isEqualTo("[\"base-url\",\"access-token\"]");
    assertThat(schema.path("properties").findValues("required")).isEmpty();
    assertThat(AccountSchema.secrets(WebimSettings.class))
        .containsExactlyInAnyOrder("/access-token", "/callback-token", "/callback-password");
  }

  @Test
  void credentialsAreNotShown() {
    WebimSettings settings =
        WebimSettings.of(
            Accounts.channel("/callback-user", "\"u\"", "/callback-password", "\"PASS\""));

    assertThat(settings.toString()).doesNotContain("ACCESS", "CALLBACK", "PASS");
  }

  @Test
  void accountsOfOneInstallationHaveDifferentNamesInEventIds() {
    WebimPlatform platform = new WebimPlatform();

    assertThat(platform.ownId(Accounts.channel())).isEqualTo("example.webim.ru/channel/default");
    assertThat(platform.ownId(Accounts.bot())).isEqualTo("example.webim.ru/bot");
    assertThat(platform.ownId(Accounts.bot("/own-id", "\"second\""))).isEqualTo("second");
  }
}
