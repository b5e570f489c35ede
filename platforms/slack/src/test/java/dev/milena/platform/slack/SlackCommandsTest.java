package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.LoopbackHttp;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What an operator types. */
class SlackCommandsTest {
  private static final AccountRef REF = new AccountRef("slack", "support");
  private static final String URL = "https://hub.example.com/in/slack/support";

  private final SlackSimulator simulator = new SlackSimulator();
  private final Vertx vertx = Vertx.vertx();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> configured = new HashMap<>();

  SlackCommandsTest() {
    simulator
        .openStream(REF)
        .orElseThrow()
        .properties()
        .forEach(p -> configure(p.getKey(), p.getValue().asText()));
  }

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void configure(String setting, String value) {
    configured.put("milena.slack.accounts.support." + setting, value);
  }

  private int run(String... arguments) {
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(configured, "test", 100))
            .build();
    CommandLine line =
        new CommandLine(new SlackCommands(LoopbackHttp.client(vertx), config))
            .setOut(new PrintWriter(out, true))
            .setExecutionExceptionHandler((failure, _, _) -> {
              err.write(failure.getMessage());
              return CommandLine.ExitCode.USAGE;
            });
    return line.execute(arguments);
  }

  @Test
  void checkSaysWhoTheAccountIsAndThatItCanListen() {
    assertThat(run("check", "--account", "support")).isZero();
    assertThat(out.toString())
        .contains("simulated_app in Simulated (T0SIM", "Socket Mode: ready")
        .doesNotContain("xoxb", "xapp", "missing");
  }

  @Test
  void refusedTokensAreSaidSo() {
    // Given
    configure("workspaces.T0SECOND.bot-token", "xoxb-wrong");
    configure("app-token", "xapp-wrong");

    // When
    int status = run("check", "--account", "support");

    // Then
    assertThat(status).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(out.toString())
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
    assertThat(run("manifest", "--name", "Help desk")).isZero();
    JsonNode manifest = Json.tree(out.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(manifest.at("/settings/socket_mode_enabled").asBoolean()).isTrue();
    assertThat(manifest.at("/display_information/name").asText()).isEqualTo("Help desk");
    assertThat(manifest.toString()).doesNotContain("request_url");
  }

  @Test
  void manifestOfAWebhookHasItEverywhere() {
    assertThat(run("manifest", "--url", URL, "--command", "/weather")).isZero();
    JsonNode manifest = Json.tree(out.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(manifest.at("/settings/socket_mode_enabled").asBoolean()).isFalse();
    assertThat(manifest.at("/settings/event_subscriptions/request_url").asText()).isEqualTo(URL);
    assertThat(manifest.at("/settings/interactivity/request_url").asText()).isEqualTo(URL);
    assertThat(manifest.at("/features/slash_commands/0/command").asText()).isEqualTo("/weather");
    assertThat(manifest.at("/features/slash_commands/0/url").asText()).isEqualTo(URL);
  }

  @Test
  void accountThatIsNotConfiguredIsSaidSo() {
    assertThat(run("check", "--account", "nobody")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("milena.slack.accounts.nobody.bot-token");
  }
}
