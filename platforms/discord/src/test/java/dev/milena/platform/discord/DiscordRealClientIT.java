package dev.milena.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.NodeClient;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The library that most bots are written with takes the simulator for Discord: what the connector
 * agrees with is not only our own reading of the documentation.
 */
class DiscordRealClientIT {
  private static final AccountRef ACCOUNT = new AccountRef("discord", "real");
  private static final String CHANNEL = "7711111111111111";

  /** The library starts in seconds; a loaded machine takes longer. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final DiscordSimulator simulator = new DiscordSimulator(0.1);
  private NodeClient bot;

  @BeforeEach
  void connect() {
    String token = simulator.open(ACCOUNT, simulator.baseUrl()).path("token").textValue();
    bot =
        NodeClient.start(
            Path.of("src", "test", "node"),
            "bot.js",
            Map.of("API", simulator.baseUrl() + "/api", "TOKEN", token));
    heard("ready");
  }

  @AfterEach
  void disconnect() {
    if (bot != null) {
      bot.close();
    }
    simulator.close();
  }

  private JsonNode heard(String what) {
    return bot.await("heard", what);
  }

  private void tell(String order, Map<String, String> more) {
    ObjectNode line = Json.mapper().createObjectNode().put("order", order).put("channel", CHANNEL);
    more.forEach(line::put);
    bot.say(line);
  }

  private JsonNode done(String what) {
    return bot.await("did", what);
  }

  @Test
  void libraryHearsAndSpeaks() {
    // When
    String id = simulator.write(ACCOUNT, CHANNEL, "Grüße 👋");

    // Then
    JsonNode message = heard("message");
    assertThat(message.path("id").textValue()).isEqualTo(id);
    assertThat(message.path("text").textValue()).isEqualTo("Grüße 👋");

    // When
    tell("send", Map.of("text", "Hello there"));

    // Then
    String sent = done("send").path("id").textValue();
    Shown shown = shown(sent);
    assertThat(shown.text()).isEqualTo("Hello there");
    assertThat(shown.buttons()).containsExactly("Yes");
    assertThat(shown.fileBytes()).containsExactly(5L);

    // When
    tell("edit", Map.of("id", sent, "text", "Hello again"));

    // Then
    done("edit");
    assertThat(shown(sent).text()).isEqualTo("Hello again");

    // When
    tell("react", Map.of("id", id, "emoji", "👍"));

    // Then
    done("react");
    assertThat(shown(id).reactions()).containsExactly("👍");

    // When
    simulator.press(ACCOUNT, CHANNEL, sent, "yes");

    // Then
    assertThat(heard("press").path("customId").textValue()).isEqualTo("yes");
    done("answer");

    // When
    tell("remove", Map.of("id", sent));

    // Then
    done("remove");
    assertThat(shown(sent).deleted()).isTrue();
  }

  @Test
  void libraryShowsAFormAndReadsWhatIsFilledIn() {
    // Given
    simulator.write(ACCOUNT, CHANNEL, "Hello");
    heard("message");
    tell("offer", Map.of());
    String sent = done("offer").path("id").textValue();
    assertThat(shown(sent).buttons()).containsExactly("Order");

    // When
    simulator.press(ACCOUNT, CHANNEL, sent, "order");

    // Then
    assertThat(done("form").path("picked").path(0).textValue()).isEqualTo("order");
    assertThat(
            simulator.submit(ACCOUNT, CHANNEL, Map.of("name", List.of("A"), "size", List.of("l"))))
        .as("too short")
        .containsOnlyKeys("name");
    assertThat(
            simulator.submit(
                ACCOUNT, CHANNEL, Map.of("name", List.of("Anna"), "size", List.of("l"))))
        .isEmpty();
    JsonNode form = heard("form");
    assertThat(form.path("customId").textValue()).isEqualTo("order");
    assertThat(form.path("name").textValue()).isEqualTo("Anna");
    assertThat(form.path("size").path(0).textValue()).isEqualTo("l");
  }

  @Test
  void libraryTakesItsSessionUpAgain() {
    // Given
    simulator.write(ACCOUNT, CHANNEL, "One");
    heard("message");

    // When
    simulator.disconnect(ACCOUNT, 4000);
    await().atMost(PATIENCE).until(() -> !simulator.isHeard(ACCOUNT));
    simulator.write(ACCOUNT, CHANNEL, "Two");

    // Then
    assertThat(heard("message").path("text").textValue()).isEqualTo("Two");
    heard("resumed");
  }

  private Shown shown(String id) {
    return simulator.shown(ACCOUNT, CHANNEL).stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
