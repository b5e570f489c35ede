package dev.milena.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.telegram.TelegramSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as it is built, in a process of its own, against a platform in miniature. */
class BuiltCommandsTest {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final AccountRef BOT = new AccountRef("telegram", "support");
  private static final String ADDRESS = "https://hub.example.com/in/telegram/support";

  /** As {@code ./milena} starts it. */
  private static final List<String> SOON_THERE =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** A JVM with everything in it starts in 2 s; this one may have to share its processor. */
  private static final long PATIENCE_SECONDS = 120;

  @TempDir Path folder;

  private final TelegramSimulator telegram = new TelegramSimulator();
  private final ObjectNode settings = telegram.open(BOT, "http://127.0.0.1:1");

  @AfterEach
  void close() {
    telegram.close();
  }

  /** What a command left behind. */
  private record Ended(int status, String output) {}

  private Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SOON_THERE);
    command.add("-Dmilena.public-url=https://hub.example.com");
    settings
        .properties()
        .forEach(s ->
            command.add(
                "-Dmilena.telegram.accounts.support." + s.getKey() + "=" + s.getValue().asText()));
    command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(output);
    assertThat(said).doesNotContain(settings.path("token").asText());
    return new Ended(process.exitValue(), said);
  }

  @Test
  void webhookIsSetShownAndDeleted() throws Exception {
    // When
    Ended set = run("telegram", "set-webhook", "--account", "support");
    Ended shown = run("telegram", "webhook-info", "--account", "support");
    Ended deleted = run("telegram", "delete-webhook", "--account", "support");
    Ended gone = run("telegram", "webhook-info", "--account", "support");

    // Then
    assertThat(set.output()).contains("The webhook is set.");
    assertThat(shown.output()).contains("Webhook: " + ADDRESS, "Waiting updates: 0");
    assertThat(deleted.output()).contains("The webhook is gone; polling can begin.");
    assertThat(gone.output()).contains("No webhook is set.");
    assertThat(List.of(set, shown, deleted, gone)).extracting(Ended::status).containsOnly(0);
  }

  @Test
  void whatThePlatformRefusesIsSaidAndEndsWithOne() throws Exception {
    // Given
    settings.put("token", "7770009:wrong");

    // When
    Ended refused = run("telegram", "webhook-info", "--account", "support");

    // Then
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.output()).contains("Telegram says no: Unauthorized");
  }

  @Test
  void accountThatIsNotConfiguredIsNamed() throws Exception {
    // When
    Ended unknown = run("telegram", "set-webhook", "--account", "sales");

    // Then
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.output()).contains("telegram/sales", "milena.telegram.accounts.sales.token");
  }
}
