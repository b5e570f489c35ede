package dev.milena.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.LoopbackHttp;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator types. */
class DiscordCommandsTest {
  private static final AccountRef REF = new AccountRef("discord", "support");

  private final DiscordSimulator simulator = new DiscordSimulator(0.1);
  private final Vertx vertx = Vertx.vertx();
  private final StringWriter out = new StringWriter();
  private final Map<String, String> configured = new HashMap<>();

  @TempDir Path folder;

  DiscordCommandsTest() {
    simulator
        .open(REF, "http://127.0.0.1:1")
        .properties()
        .forEach(p ->
            configured.put("milena.discord.accounts.support." + p.getKey(), p.getValue().asText()));
    configured.put("milena.public-url", "https://hub.example.com/");
  }

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private int run(String... arguments) {
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(configured, "test", 100))
            .build();
    return new CommandLine(new DiscordCommands(LoopbackHttp.client(vertx), config))
        .setOut(new PrintWriter(out, true))
        .execute(arguments);
  }

  @Test
  void commandsOfAFileAreRegistered() throws IOException {
    // Given
    Path file = folder.resolve("commands.json");
    Files.writeString(
        file,
        "[{\"name\":\"order\",\"description\":\"Orders\"},{\"name\":\"help\",\"description\":\"Helps\"}]");

    // When
    int status = run("register-commands", "--account", "support", "--guild", "77", file.toString());

    // Then
    assertThat(status).isZero();
    assertThat(out.toString()).contains("Registered: /order", "Registered: /help");
  }

  @Test
  void commandThatDiscordRefusesIsSaidSo() throws IOException {
    // Given
    Path file = folder.resolve("command.json");
    Files.writeString(file, "{\"name\":\"no spaces\"}");

    // When
    int status = run("register-commands", "--account", "support", file.toString());

    // Then
    assertThat(status).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(out.toString()).contains("Discord says no: Invalid Form Body", "name");
  }

  @Test
  void endpointIsTheAccountsAddressAndGoesAgain() {
    assertThat(run("set-endpoint", "--account", "support")).isZero();
    assertThat(out.toString())
        .contains("Interactions come to https://hub.example.com/in/discord/support");

    // When
    int status = run("delete-endpoint", "--account", "support");

    // Then
    assertThat(status).isZero();
    assertThat(out.toString()).contains("Interactions come over the Gateway.");
  }
}
