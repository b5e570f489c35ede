package dev.milena.platform.vk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.NodeClient;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A bot that others' library runs cannot tell the simulator from VK: what it does shows, what
 * people do it hears.
 */
class VkRealClientIT {
  private static final AccountRef REF = new AccountRef("vk", "real-client");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final VkSimulator simulator = new VkSimulator(1, InstantSource.system());
  private NodeClient client;

  @BeforeEach
  void start() {
    ObjectNode account = simulator.openStream(REF).orElseThrow();
    client =
        NodeClient.start(
            Path.of("src/test/node"),
            "client.mjs",
            Map.of(
                "API_ROOT", account.path("base-url").asText(),
                "TOKEN", account.path("token").asText(),
                "GROUP", account.path("group-id").asText()));
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
    assertThat(said("introduced").path("name").asText()).startsWith("Community 218");
    assertThat(said("refused").path("code").asInt()).isEqualTo(901);
    said("polling");
    greets("5000000001");
    sendsAndFetchesFiles("5000000002");
    asks("2000000007");
    packs("5000000004");
    hearsOnUnderAnotherKey("2000000008");
    assertThat(simulator.ledger().throttled()).isZero();
  }

  private void greets(String chat) {
    // When
    String written = simulator.write(REF, chat, "greet me");
    // Then
    JsonNode greeted = said("greeted");
    Shown greeting = shown(chat, greeted.path("message").asText());
    assertThat(greeting.text()).isEqualTo("Hello again");
    assertThat(greeting.replyTo()).hasValue(written);
    assertThat(greeting.edits()).isEqualTo(1);
    assertThat(shown(chat, written).reactions()).containsExactly("👍");
    assertThat(greeted.path("shows").toString()).contains("\"callback\"");
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
    String press = simulator.people().pressForAnswer(REF, chat, question, "{\"answer\":\"yes\"}");
    // Then
    assertThat(said("answered").at("/payload/answer").asText()).isEqualTo("yes");
    assertThat(simulator.people().answer(REF, press)).hasValue("As you wish");
  }

  private void packs(String chat) {
    // When
    simulator.write(REF, chat, "tell many");
    // Then
    assertThat(said("told").path("messages")).hasSize(20);
    assertThat(simulator.shown(REF, chat)).hasSize(20);
    assertThat(simulator.packed()).isPositive();
  }

  /** This library begins anew then, and would not hear what was said meanwhile. */
  private void hearsOnUnderAnotherKey(String chat) {
    // When
    simulator.community(REF).updates().expireKey();
    await().atMost(PATIENCE).until(() -> simulator.community(REF).updates().isAsked());
    simulator.write(REF, chat, "Still there?");
    // Then
    JsonNode heard = said("heard");
    assertThat(heard.path("text").asText()).isEqualTo("Still there?");
    assertThat(heard.path("chat").asText()).isEqualTo("8");
  }
}
