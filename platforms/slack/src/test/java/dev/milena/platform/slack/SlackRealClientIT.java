package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
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
 * The simulator is tried with Slack's own libraries: an app that others could have written
 * connects, listens and writes, so that it is not only our own reading of the documentation that it
 * agrees with.
 */
class SlackRealClientIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final AccountRef ACCOUNT = new AccountRef(SlackPlatform.KEY, "real");
  private static final String DIRECT = "D0REAL";

  private final SlackSimulator simulator = new SlackSimulator();
  private NodeClient app;

  @BeforeEach
  void start() {
    ObjectNode settings = simulator.openStream(ACCOUNT).orElseThrow();
    app =
        NodeClient.start(
            Path.of("src/test/node"),
            "client.mjs",
            Map.of(
                "SLACK_API_URL", settings.path("base-url").asText() + "/",
                "SLACK_BOT_TOKEN", settings.path("bot-token").asText(),
                "SLACK_APP_TOKEN", settings.path("app-token").asText()));
    assertThat(said("introduced").path("user").asText())
        .isEqualTo(simulator.app(ACCOUNT).botUser());
    assertThat(said("refused").path("why").asText()).isEqualTo("channel_not_found");
    said("connected");
  }

  @AfterEach
  void stop() {
    if (app != null) {
      app.close();
    }
    simulator.close();
  }

  private JsonNode said(String did) {
    return app.await("did", did);
  }

  private List<Shown> shown() {
    return simulator.shown(ACCOUNT, DIRECT);
  }

  @Test
  void listensAnswersChangesAndReacts() {
    // When
    String question = simulator.write(ACCOUNT, DIRECT, "greet me");

    // Then
    String answer = said("greeted").path("message").asText();
    Shown greeting = shown().stream().filter(s -> s.id().equals(answer)).findFirst().orElseThrow();
    assertThat(greeting.text()).isEqualTo("Hello again");
    assertThat(greeting.edits()).isEqualTo(1);
    assertThat(greeting.replyTo()).hasValue(question);
    assertThat(shown())
        .anyMatch(s -> s.id().equals(question) && s.reactions().equals(List.of("👍")));
  }

  @Test
  void deletesAndReadsTheHistory() {
    // When
    simulator.write(ACCOUNT, DIRECT, "take it back");

    // Then
    assertThat(said("took back").path("left").asInt()).isZero();
    assertThat(shown()).allMatch(Shown::deleted);
  }

  @Test
  void uploadsInThreeSteps() {
    // When
    simulator.write(ACCOUNT, DIRECT, "show me");

    // Then
    assertThat(said("showed").path("files").size()).isEqualTo(1);
    assertThat(shown())
        .singleElement()
        .satisfies(s -> {
          assertThat(s.text()).isEqualTo("A picture");
          assertThat(s.fileBytes()).containsExactly(4321L);
        });
  }

  @Test
  void isPressedAndAnswersOnePersonAlone() {
    // Given
    simulator.write(ACCOUNT, DIRECT, "ask me");
    String question = said("asked").path("message").asText();

    // When
    simulator.press(ACCOUNT, DIRECT, question, "yes-1");

    // Then
    assertThat(said("answered").path("value").asText()).isEqualTo("yes-1");
    assertThat(simulator.whispers())
        .containsExactly(new SlackSimulator.Whisper(DIRECT, "As you wish"));
  }

  @Test
  void showsAFormAndSaysWhatDoesNotDo() {
    // Given
    simulator.write(ACCOUNT, DIRECT, "let me choose");
    String offer = said("offered").path("message").asText();

    // When
    simulator.press(ACCOUNT, DIRECT, offer, "order-1");

    // Then
    JsonNode opened = said("opened");
    assertThat(opened.path("picked").asText()).isEqualTo("order-1");
    assertThat(opened.path("view").asText()).startsWith("V");
    assertThat(opened.path("again").asText()).isEqualTo("exchanged_trigger_id");
    assertThat(simulator.submit(ACCOUNT, DIRECT, Map.of("name", List.of("Nobody"))))
        .isEqualTo(Map.of("name", "Who?"));
    assertThat(simulator.submit(ACCOUNT, DIRECT, Map.of("name", List.of("Anna")))).isEmpty();
    assertThat(said("read").path("name").asText()).isEqualTo("Nobody");
    assertThat(said("read").path("name").asText()).isEqualTo("Anna");

    // When
    simulator.press(ACCOUNT, DIRECT, offer, "order-1");
    said("opened");
    simulator.dismiss(ACCOUNT, DIRECT);

    // Then
    assertThat(said("closed").path("form").asText()).isEqualTo("order");
  }

  @Test
  void hearsCommandsAndReactions() {
    // Given
    String message = simulator.write(ACCOUNT, DIRECT, "Nothing to do");

    // When
    simulator.people().command(ACCOUNT, DIRECT, "/weather", "94070");
    simulator.people().react(ACCOUNT, DIRECT, message, "eyes");

    // Then
    assertThat(said("ordered").path("text").asText()).isEqualTo("94070");
    assertThat(said("noticed").path("name").asText()).isEqualTo("eyes");
  }

  @Test
  void isToldWhatIsWrongWithItsBlocks() {
    // When
    simulator.write(ACCOUNT, DIRECT, "write badly");

    // Then
    JsonNode refused = app.await(line -> line.has("blocks"), SOON);
    assertThat(refused.path("blocks").asText()).isEqualTo("invalid_blocks");
    assertThat(refused.path("unknown").asText()).isEqualTo("invalid_blocks");
  }

  @Test
  void goesOnAfterItsSocketWasRenewedAndAfterItWasCut() {
    for (int code : new int[] {0, 1011}) {
      // When
      if (code == 0) {
        simulator.sockets(ACCOUNT).renew("refresh_requested");
      } else {
        simulator.sockets(ACCOUNT).cut(code);
      }

      // Then
      said("connected");
      simulator.write(ACCOUNT, DIRECT, "After " + code);
      assertThat(app.await("text", "After " + code)).isNotNull();
      await().atMost(SOON).until(() -> simulator.sockets(ACCOUNT).unacknowledged() == 0);
    }
  }
}
