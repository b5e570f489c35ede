package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.OperatorTerminal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What an operator types. */
class SlackCommandsTest {
  private static final AccountRef REF = new AccountRef("slack", "support");
  private static final String URL = "https://hub.example.com/in/slack/support";

  private final SlackSimulator simulator = new SlackSimulator();
  private final OperatorTerminal terminal = new OperatorTerminal(SlackCommands::new);

  SlackCommandsTest() {
    terminal.set(REF, simulator.openStream(REF).orElseThrow());
  }

  @AfterEach
  void close() {
    simulator.close();
    terminal.close();
  }

  @Test
  void checkSaysWhoTheAccountIsAndThatItCanListen() {
    assertThat(terminal.type("check", "--account", "support")).isZero();
    assertThat(terminal.shown())
        .contains("simulated_app in Simulated (T0SIM", "Socket Mode: ready")
        .doesNotContain("xoxb", "xapp", "missing");
  }

  @Test
  void refusedTokensAreSaidSo() {
    // Given
    terminal.set(REF, "workspaces.T0SECOND.bot-token", "xoxb-wrong");
    terminal.set(REF, "app-token", "xapp-wrong");

    // When
    int status = terminal.type("check", "--account", "support");

    // Then
    assertThat(status).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(terminal.shown())
        .contains(
            "T0SECOND: Slack says no: invalid_auth", "Socket Mode: Slack says no: invalid_auth");
  }

  @Test
  void missingScopesAreNamed() {
    assertThat(SlackManifest.missing("chat:write, files:read,commands"))
        .contains("files:write")
        .doesNotContain("chat:write", "files:read", "commands");
  }

  @Test
  void manifestOfAListenerHasNoAddress() {
    assertThat(terminal.type("manifest", "--name", "Help desk")).isZero();
    JsonNode manifest = Json.tree(terminal.shown().getBytes(StandardCharsets.UTF_8));
    assertThat(manifest.at("/settings/socket_mode_enabled").asBoolean()).isTrue();
    assertThat(manifest.at("/display_information/name").asText()).isEqualTo("Help desk");
    assertThat(manifest.toString()).doesNotContain("request_url");
  }

  @Test
  void manifestOfAWebhookHasItEverywhere() {
    assertThat(terminal.type("manifest", "--url", URL, "--command", "/weather")).isZero();
    JsonNode manifest = Json.tree(terminal.shown().getBytes(StandardCharsets.UTF_8));
    assertThat(manifest.at("/settings/socket_mode_enabled").asBoolean()).isFalse();
    assertThat(manifest.at("/settings/event_subscriptions/request_url").asText()).isEqualTo(URL);
    assertThat(manifest.at("/settings/interactivity/request_url").asText()).isEqualTo(URL);
    assertThat(manifest.at("/features/slash_commands/0/command").asText()).isEqualTo("/weather");
    assertThat(manifest.at("/features/slash_commands/0/url").asText()).isEqualTo(URL);
  }

  @Test
  void accountThatIsNotConfiguredIsSaidSo() {
    assertThat(terminal.type("check", "--account", "nobody")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(terminal.shown()).contains("milena.slack.accounts.nobody.bot-token");
  }
}
