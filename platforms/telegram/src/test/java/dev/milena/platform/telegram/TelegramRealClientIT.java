package dev.milena.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TelegramSimulator simulator = new TelegramSimulator();
  private RealClient client;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    String token = simulator.open(REF, "http://127.0.0.1:1").path("token").asText();
    client = RealClient.start(simulator.baseUrl(), token);
  }

  @AfterEach
  void close() throws InterruptedException {
    if (client != null) {
      client.close();
    }
    simulator.close();
  }

  private Shown shown(String chat, String message) {
    return simulator.shown(REF, chat).stream()
        .filter(s -> s.id().equals(message))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void botOfAnotherLibraryWorksHereAsItDoesThere() throws InterruptedException {
    assertThat(client.next("introduced").path("username").asText())
        .startsWith("sim")
        .endsWith("_bot");
    JsonNode refused = client.next("refused");
    assertThat(refused.path("code").asInt()).isEqualTo(400);
    assertThat(refused.path("why").asText()).isEqualTo("Bad Request: chat not found");
    client.next("polling");

    greets("5000000001");
    sendsAndFetchesFiles("5000000002");
    asks("5000000003");
    goesOnByWebhook("5000000004");
  }

  private void greets(String chat) throws InterruptedException {
    // When
    String written = simulator.write(REF, chat, "greet me");

    // Then
    Shown greeting = shown(chat, client.next("greeted").path("message").asText());
    assertThat(greeting.text()).isEqualTo("Hello again");
    assertThat(greeting.replyTo()).hasValue(written);
    assertThat(greeting.edits()).isEqualTo(1);
    assertThat(shown(chat, written).reactions()).containsExactly("👍");

    // When
    simulator.people().react(REF, chat, greeting.id(), List.of(), List.of("🎉"));

    // Then
    assertThat(client.next("noticed").path("emoji").toString()).isEqualTo("[\"🎉\"]");
  }

  private void sendsAndFetchesFiles(String chat) throws InterruptedException {
    // When
    simulator.write(REF, chat, "show me");

    // Then
    Shown picture = shown(chat, client.next("showed").path("message").asText());
    assertThat(picture.text()).isEqualTo("A picture");
    assertThat(picture.fileBytes()).containsExactly(4321L);

    // When
    simulator.sendFile(
        REF, chat, new OfferedFile("list.txt", "text/plain", new byte[777], Optional.empty()));

    // Then
    JsonNode downloaded = client.next("downloaded");
    assertThat(downloaded.path("name").asText()).isEqualTo("list.txt");
    assertThat(downloaded.path("bytes").asInt()).isEqualTo(777);
  }

  private void asks(String chat) throws InterruptedException {
    // Given
    simulator.write(REF, chat, "ask me");
    String question = client.next("asked").path("message").asText();
    assertThat(shown(chat, question).buttons()).containsExactly("Yes", "Why?");

    // When
    String press = simulator.people().press(REF, chat, question, "yes-1");

    // Then
    assertThat(client.next("answered").path("query").asText()).isEqualTo(press);
    assertThat(simulator.people().answer(REF, press)).hasValue("As you wish");
  }

  private void goesOnByWebhook(String chat) throws InterruptedException {
    // When
    simulator.write(REF, chat, "stop polling");

    // Then
    client.next("stopping");
    client.next("hooked");
    await().atMost(PATIENCE).until(() -> simulator.waiting(REF).isEmpty());

    // When
    simulator.write(REF, chat, "By webhook");

    // Then
    assertThat(client.next("heard").path("text").asText()).isEqualTo("By webhook");
    await().atMost(PATIENCE).until(() -> simulator.ledger().taken() == simulator.ledger().inputs());
    assertThat(simulator.ledger().refused()).isZero();
    assertThat(simulator.ledger().throttled()).isZero();
  }
}
