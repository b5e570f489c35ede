package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.OperatorTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What an operator types. */
class MattermostCommandsTest {
  private static final AccountRef REF = new AccountRef("mattermost", "support");
  private static final String PREFIX = "milena.mattermost.accounts.support.";

  private final MattermostSimulator simulator = new MattermostSimulator();
  private final ObjectNode settings = simulator.openStream(REF).orElseThrow();
  private final OperatorTerminal terminal = new OperatorTerminal(MattermostCommands::new);

  MattermostCommandsTest() {
    terminal.set(REF, "url", settings.path("url").asText() + "/");
    terminal.set(REF, "token", settings.path("token").asText());
  }

  @AfterEach
  void close() {
    simulator.close();
    terminal.close();
  }

  @Test
  void accountThatOnlyHasItsTokenLearnsWhoItIs() {
    // When
    int status = terminal.type("whoami", "--account", "support");

    // Then
    assertThat(status).isZero();
    assertThat(terminal.shown())
        .contains(PREFIX + "user-id=" + settings.path("user-id").asText())
        .doesNotContain(settings.path("token").asText());
  }

  @Test
  void wrongTokenIsTheServersWord() {
    // Given
    terminal.set(REF, "token", "somebodye1se00000000000000");

    // When
    int status = terminal.type("whoami", "--account", "support");

    // Then
    assertThat(status).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(terminal.shown()).startsWith("Mattermost says no");
  }

  @Test
  void accountThatIsNotThereIsNamed() {
    // Then
    assertThat(terminal.type("whoami", "--account", "other")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(terminal.shown()).contains("milena.mattermost.accounts.other.token");
  }
}
