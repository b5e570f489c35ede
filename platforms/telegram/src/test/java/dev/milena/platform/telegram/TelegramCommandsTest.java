package dev.milena.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.OperatorTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator types. */
class TelegramCommandsTest {
  private static final AccountRef REF = new AccountRef("telegram", "support");
  private static final String OWN_URL = "https://hub.example.com/in/telegram/support";

  private final TelegramSimulator simulator = new TelegramSimulator();
  private final OperatorTerminal terminal = new OperatorTerminal(TelegramCommands::new);

  TelegramCommandsTest() {
    terminal.set(REF, simulator.open(REF, "http://127.0.0.1:1"));
    simulator.deleteWebhook(REF);
    terminal.set("milena.public-url", "https://hub.example.com/");
  }

  @AfterEach
  void close() {
    simulator.close();
    terminal.close();
  }

  @Test
  void webhookIsSetToTheAccountsAddressShownAndDeleted() {
    assertThat(terminal.type("set-webhook", "--account", "support")).isZero();
    assertThat(terminal.type("webhook-info", "--account", "support")).isZero();
    assertThat(terminal.shown())
        .contains(
            "The webhook is set.", "Webhook: " + OWN_URL, "Waiting updates: 0", "message_reaction");

    // When
    int status = terminal.type("delete-webhook", "--account", "support");

    // Then
    assertThat(status).isZero();
    assertThat(terminal.type("webhook-info", "--account", "support")).isZero();
    assertThat(terminal.shown()).contains("No webhook is set.");
  }

  @Test
  void pathOfTheAccountIsItsAddress() {
    // Given
    terminal.set(REF, "path", "/telegram-webhook");

    // When
    terminal.type("set-webhook", "--account", "support");
    terminal.type("webhook-info", "--account", "support");

    // Then
    assertThat(terminal.shown()).contains("Webhook: https://hub.example.com/telegram-webhook");
  }

  @Test
  void accountThatStillPollsIsNoticed() {
    // Given
    terminal.set(REF, "mode", "polling");

    // When
    terminal.type("set-webhook", "--account", "support");

    // Then
    assertThat(terminal.shown()).contains("still polls");
  }

  @Test
  void whatIsMissingIsNamed() {
    // When
    terminal.remove(REF, "webhook-secret");

    // Then
    assertThat(terminal.type("set-webhook", "--account", "support")).isEqualTo(2);
    assertThat(terminal.shown()).contains("webhook-secret");
    assertThat(terminal.type("webhook-info", "--account", "other")).isEqualTo(2);
    assertThat(terminal.shown()).contains("telegram/other");
  }

  @Test
  void refusalOfTelegramIsPassedOnWithoutTheToken() {
    // Given
    terminal.set(REF, "token", "1:WRONG-TOKEN");

    // When
    int status = terminal.type("delete-webhook", "--account", "support");

    // Then
    assertThat(status).isEqualTo(1);
    assertThat(terminal.shown()).contains("Telegram says no: Unauthorized");
    assertThat(terminal.shown()).doesNotContain("WRONG-TOKEN");
  }
}
