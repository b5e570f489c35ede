package dev.milena.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.LoopbackHttp;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What an operator types. */
class TelegramCommandsTest {
  private static final AccountRef REF = new AccountRef("telegram", "support");
  private static final String OWN_URL = "https://hub.example.com/in/telegram/support";

  private final TelegramSimulator simulator = new TelegramSimulator();
  private final Vertx vertx = Vertx.vertx();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> configured = new HashMap<>();

  TelegramCommandsTest() {
    simulator
        .open(REF, "http://127.0.0.1:1")
        .properties()
        .forEach(p -> configure(p.getKey(), p.getValue().asText()));
    simulator.deleteWebhook(REF);
    configured.put("milena.public-url", "https://hub.example.com/");
  }

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void configure(String setting, String value) {
    configured.put("milena.telegram.accounts.support." + setting, value);
  }

  private int run(String... arguments) {
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(configured, "test", 100))
            .build();
    CommandLine line =
        new CommandLine(new TelegramCommands(LoopbackHttp.client(vertx), config))
            .setOut(new PrintWriter(out, true))
            .setExecutionExceptionHandler((failure, _, _) -> {
              err.write(failure.getMessage());
              return CommandLine.ExitCode.USAGE;
            });
    return line.execute(arguments);
  }

  @Test
  void webhookIsSetToTheAccountsAddressShownAndDeleted() {
    assertThat(run("set-webhook", "--account", "support")).isZero();
    assertThat(run("webhook-info", "--account", "support")).isZero();
    assertThat(out.toString())
        .contains(
            "The webhook is set.", "Webhook: " + OWN_URL, "Waiting updates: 0", "message_reaction");

    // When
    int status = run("delete-webhook", "--account", "support");

    // Then
    assertThat(status).isZero();
    assertThat(run("webhook-info", "--account", "support")).isZero();
    assertThat(out.toString()).contains("No webhook is set.");
  }

  @Test
  void pathOfTheAccountIsItsAddress() {
    // Given
    configure("path", "/telegram-webhook");

    // When
    run("set-webhook", "--account", "support");
    run("webhook-info", "--account", "support");

    // Then
    assertThat(out.toString()).contains("Webhook: https://hub.example.com/telegram-webhook");
  }

  @Test
  void accountThatStillPollsIsNoticed() {
    // Given
    configure("mode", "polling");

    // When
    run("set-webhook", "--account", "support");

    // Then
    assertThat(out.toString()).contains("still polls");
  }

  @Test
  void whatIsMissingIsNamed() {
    // When
    configured.remove("milena.telegram.accounts.support.webhook-secret");

    // Then
    assertThat(run("set-webhook", "--account", "support")).isEqualTo(2);
    assertThat(err.toString()).contains("webhook-secret");
    assertThat(run("webhook-info", "--account", "other")).isEqualTo(2);
    assertThat(err.toString()).contains("telegram/other");
  }

  @Test
  void refusalOfTelegramIsPassedOnWithoutTheToken() {
    // Given
    configure("token", "1:WRONG-TOKEN");

    // When
    int status = run("delete-webhook", "--account", "support");

    // Then
    assertThat(status).isEqualTo(1);
    assertThat(out.toString()).contains("Telegram says no: Unauthorized");
    assertThat(List.of(out.toString(), err.toString())).noneMatch(s -> s.contains("WRONG-TOKEN"));
  }
}
