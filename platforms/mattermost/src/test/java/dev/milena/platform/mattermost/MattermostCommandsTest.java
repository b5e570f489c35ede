package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.LoopbackHttp;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What an operator types. */
class MattermostCommandsTest {
  private static final AccountRef REF = new AccountRef("mattermost", "support");
  private static final String PREFIX = "milena.mattermost.accounts.support.";

  private final MattermostSimulator simulator = new MattermostSimulator();
  private final ObjectNode settings = simulator.openStream(REF).orElseThrow();
  private final Vertx vertx = Vertx.vertx();
  private final StringWriter out = new StringWriter();
  private final Map<String, String> configured = new HashMap<>();

  MattermostCommandsTest() {
    configured.put(PREFIX + "url", settings.path("url").asText() + "/");
    configured.put(PREFIX + "token", settings.path("token").asText());
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
    return new CommandLine(new MattermostCommands(LoopbackHttp.client(vertx), config))
        .setOut(new PrintWriter(out, true))
        .setExecutionExceptionHandler((failure, _, _) -> {
          out.write(failure.getMessage());
          return CommandLine.ExitCode.USAGE;
        })
        .execute(arguments);
  }

  @Test
  void accountThatOnlyHasItsTokenLearnsWhoItIs() {
    // When
    int status = run("whoami", "--account", "support");

    // Then
    assertThat(status).isZero();
    assertThat(out.toString())
        .contains(PREFIX + "user-id=" + settings.path("user-id").asText())
        .doesNotContain(settings.path("token").asText());
  }

  @Test
  void wrongTokenIsTheServersWord() {
    // Given
    configured.put(PREFIX + "token", "somebodye1se00000000000000");

    // When
    int status = run("whoami", "--account", "support");

    // Then
    assertThat(status).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(out.toString()).startsWith("Mattermost says no");
  }

  @Test
  void accountThatIsNotThereIsNamed() {
    // Then
    assertThat(run("whoami", "--account", "other")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(out.toString()).contains("milena.mattermost.accounts.other.url");
  }
}
