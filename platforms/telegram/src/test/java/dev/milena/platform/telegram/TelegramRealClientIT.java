package dev.milena.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.NodeClient;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A bot that others' library runs cannot tell the simulator from Telegram: what it does shows, what
 * people do it hears.
 */
class TelegramRealClientIT {
  private static final AccountRef REF = new AccountRef("telegram", "real-client");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TelegramSimulator simulator = new TelegramSimulator();
  private NodeClient client;

  @BeforeEach
  void start() {
    String token = simulator.open(REF, "http://127.0.0.1:1").path("token").asText();
    client =
        NodeClient.start(
            Path.of("src/test/node"),
            "client.mjs",
            Map.of("API_ROOT", simulator.baseUrl(), "TOKEN", token));
  }

  @AfterEach
  void close() {
    if (client != null) {
      client.close();
    }
    simulator.close();
  }

  private JsonNode said(String did) {
    return client.await("did", did);
  }

  private Shown shown(String chat, String message) {
    return simulator.shown(REF, chat).stream()
        .filter(s -> s.id().equals(message))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void botOfAnotherLibraryWorksHereAsItDoesThere() {
    assertThat(said("introduced").path("username").asText()).startsWith("sim").endsWith("_bot");
    JsonNode refused = said("refused");
    assertThat(refused.path("code").asInt()).isEqualTo(400);
    assertThat(refused.path("why").asText()).isEqualTo("Bad Request: chat not found");
    said("polling");

    greets("5000000001");
    sendsAndFetchesFiles("5000000002");
    asks("5000000003");
    goesOnByWebhook("5000000004");
  }

  private void greets(String chat) {
    // When
    String written = simulator.write(REF, chat, "greet me");

    // Then
    Shown greeting = shown(chat, said("greeted").path("message").asText());
    assertThat(greeting.text()).isEqualTo("Hello again");
    assertThat(greeting.replyTo()).hasValue(written);
    assertThat(greeting.edits()).isEqualTo(1);
    assertThat(shown(chat, written).reactions()).containsExactly("👍");

    // When
    simulator.people().react(REF, chat, greeting.id(), List.of(), List.of("🎉"));

    // Then
    assertThat(said("noticed").path("emoji").toString()).isEqualTo("[\"🎉\"]");
  }

  private void sendsAndFetchesFiles(String chat) {
    // When
    simulator.write(REF, chat, "show me");

    // Then
    Shown picture = shown(chat, said("showed").path("message").asText());
    assertThat(picture.text()).isEqualTo("A picture");
    assertThat(picture.fileBytes()).containsExactly(4321L);

    // When
    simulator.sendFile(
        REF, chat, new OfferedFile("list.txt", "text/plain", new byte[777], Optional.empty()));

    // Then
    JsonNode downloaded = said("downloaded");
    assertThat(downloaded.path("name").asText()).isEqualTo("list.txt");
    assertThat(downloaded.path("bytes").asInt()).isEqualTo(777);
  }

  private void asks(String chat) {
    // Given
    simulator.write(REF, chat, "ask me");
    String question = said("asked").path("message").asText();
    assertThat(shown(chat, question).buttons()).containsExactly("Yes", "Why?");

    // When
    String press = simulator.people().pressForAnswer(REF, chat, question, "yes-1");

    // Then
    assertThat(said("answered").path("query").asText()).isEqualTo(press);
    assertThat(simulator.people().answer(REF, press)).hasValue("As you wish");
  }

  private void goesOnByWebhook(String chat) {
    // When
    simulator.write(REF, chat, "stop polling");

    // Then
    said("stopping");
    said("hooked");
    await().atMost(PATIENCE).until(() -> simulator.waiting(REF).isEmpty());

    // When
    simulator.write(REF, chat, "By webhook");

    // Then
    assertThat(said("heard").path("text").asText()).isEqualTo("By webhook");
    await().atMost(PATIENCE).until(() -> simulator.ledger().taken() == simulator.ledger().inputs());
    assertThat(simulator.ledger().refused()).isZero();
    assertThat(simulator.ledger().throttled()).isZero();
  }
}
