package dev.milena.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.OperatorTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator types. */
class DiscordCommandsTest {
  private static final AccountRef REF = new AccountRef("discord", "support");

  private final DiscordSimulator simulator = new DiscordSimulator(0.1);
  private final OperatorTerminal terminal = new OperatorTerminal(DiscordCommands::new);

  @TempDir Path folder;

  DiscordCommandsTest() {
    terminal.set(REF, simulator.open(REF, "http://127.0.0.1:1"));
    terminal.set("milena.public-url", "https://hub.example.com/");
  }

  @AfterEach
  void close() {
    simulator.close();
    terminal.close();
  }

  @Test
  void commandsOfAFileAreRegistered() throws IOException {
    // Given
    Path file = folder.resolve("commands.json");
    Files.writeString(
        file,
        "[{\"name\":\"order\",\"description\":\"Orders\"},{\"name\":\"help\",\"description\":\"Helps\"}]");

    // When
    int status =
        terminal.type(
            "register-commands", "--account", "support", "--guild", "77", file.toString());

    // Then
    assertThat(status).isZero();
    assertThat(terminal.shown()).contains("Registered: /order", "Registered: /help");
  }

  @Test
  void commandThatDiscordRefusesIsSaidSo() throws IOException {
    // Given
    Path file = folder.resolve("command.json");
    Files.writeString(file, "{\"name\":\"no spaces\"}");

    // When
    int status = terminal.type("register-commands", "--account", "support", file.toString());

    // Then
    assertThat(status).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(terminal.shown()).contains("Discord says no: Invalid Form Body", "name");
  }

  @Test
  void endpointIsTheAccountsAddressAndGoesAgain() {
    assertThat(terminal.type("set-endpoint", "--account", "support")).isZero();
    assertThat(terminal.shown())
        .contains("Interactions come to https://hub.example.com/in/discord/support");

    // When
    int status = terminal.type("delete-endpoint", "--account", "support");

    // Then
    assertThat(status).isZero();
    assertThat(terminal.shown()).contains("Interactions come over the Gateway.");
  }
}
