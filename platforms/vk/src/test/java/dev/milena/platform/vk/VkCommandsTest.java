package dev.milena.platform.vk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.OperatorTerminal;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator types. */
class VkCommandsTest {
  private static final AccountRef REF = new AccountRef("vk", "support");

  private final VkSimulator simulator = new VkSimulator(1, InstantSource.system());
  private final OperatorTerminal terminal = new OperatorTerminal(VkCommands::new);

  VkCommandsTest() {
    terminal.set(REF, simulator.open(REF, "http://127.0.0.1:1"));
    terminal.set("milena.public-url", "https://hub.example.com/");
  }

  @AfterEach
  void close() {
    simulator.close();
    terminal.close();
  }

  @Test
  void longPollIsSwitchedOnWithAllThatTheHubUnderstands() {
    // When
    int status = terminal.type("set-long-poll", "--account", "support");
    // Then
    assertThat(status).isZero();
    assertThat(terminal.type("status", "--account", "support")).isZero();
    assertThat(terminal.shown())
        .contains("The Long Poll is on.", "set its mode to polling", "Long Poll: on")
        .doesNotContain("Switched off");
  }

  @Test
  void hubIsAddedAsAServerOfTheCallbackApi() {
    // When
    int status = terminal.type("set-callback", "--account", "support");
    // Then
    assertThat(status).isZero();
    assertThat(terminal.type("status", "--account", "support")).isZero();
    assertThat(terminal.shown())
        .contains("as server 1", "ok, https://hub.example.com/in/vk/support", "Long Poll: off");
  }

  @Test
  void whatIsMissingIsNamed() {
    // When
    terminal.remove(REF, "secret");
    // Then
    assertThat(terminal.type("set-callback", "--account", "support")).isEqualTo(2);
    assertThat(terminal.shown()).contains("has no secret");
  }

  @Test
  void refusalOfVkIsPassedOnWithoutTheToken() {
    // Given
    terminal.set(REF, "token", "vk1.a.WRONG");
    // When
    int status = terminal.type("set-long-poll", "--account", "support");
    // Then
    assertThat(status).isEqualTo(1);
    assertThat(terminal.shown())
        .contains("VK says no to groups.setLongPollSettings: 5")
        .doesNotContain("vk1.a.WRONG");
  }
}
