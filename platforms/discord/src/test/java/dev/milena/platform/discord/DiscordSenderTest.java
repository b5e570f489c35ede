package dev.milena.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.MessageRef;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contract does not ask of every platform. */
class DiscordSenderTest {
  private static final AccountRef REF = new AccountRef("discord", "test");
  private static final String CHANNEL = "5000000001";

  private final Vertx vertx = Vertx.vertx();
  private final DiscordSimulator simulator = new DiscordSimulator(0.5);
  private final DiscordSender sender = new DiscordSender(LoopbackHttp.client(vertx));
  private final Account account = new Account(REF, 1, simulator.open(REF, simulator.baseUrl()));

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private List<DeliveryResult> deliver(String conversation, String id, Action action) {
    Command command = Command.of(id, Address.of(ConversationRef.of(REF, conversation)), action);
    List<DeliveryResult> results = new ArrayList<>();
    Map<String, String> earlier = new HashMap<>();
    for (Step step : ((Plan.Steps) sender.plan(account, command)).steps()) {
      DeliveryResult result =
          sender.deliver(account, step, earlier).await().atMost(Duration.ofSeconds(20));
      results.add(result);
      if (result instanceof Delivered delivered) {
        earlier.putAll(delivered.brought());
      }
    }
    return results;
  }

  private static Action text(String words) {
    return Action.Send.of(Content.plain(words));
  }

  @Test
  void messageThatIsSentTwiceIsThereOnce() {
    // Given
    simulator.write(REF, CHANNEL, "Hello");

    // When
    List<DeliveryResult> first = deliver(CHANNEL, "same", text("Once"));
    List<DeliveryResult> second = deliver(CHANNEL, "same", text("Once"));

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(simulator.shown(REF, CHANNEL)).extracting(Shown::text).containsExactly("Once");
  }

  @Test
  void personWithoutAChannelIsWrittenTo() {
    // When
    List<DeliveryResult> results = deliver("@9" + CHANNEL, "first", text("Good day"));

    // Then
    assertThat(results).hasSize(2).allMatch(Delivered.class::isInstance);
    assertThat(((Delivered) results.getFirst()).messageIds()).isEmpty();
    assertThat(simulator.shown(REF, CHANNEL)).extracting(Shown::text).containsExactly("Good day");
  }

  @Test
  void whatIsUsedUpIsNotAskedFor() {
    // Given
    simulator.write(REF, CHANNEL, "Hello");

    // When
    List<DeliveryResult> results = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      results.addAll(deliver(CHANNEL, "command-" + i, text("Message " + i)));
    }

    // Then
    assertThat(results).anyMatch(DeliveryResult.Throttled.class::isInstance);
    assertThat(simulator.ledger().throttled()).isZero();
  }

  @Test
  void deletionOfWhatIsGoneIsDone() {
    // Given
    simulator.write(REF, CHANNEL, "Hello");

    // When
    List<DeliveryResult> results =
        deliver(CHANNEL, "delete", new Action.Delete(MessageRef.known("1300000000000000001")));

    // Then
    assertThat(results).containsExactly(Delivered.unnamed());
  }
}
