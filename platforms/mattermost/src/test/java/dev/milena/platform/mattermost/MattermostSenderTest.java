package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Plan;
import dev.milena.platform.Reconciliation;
import dev.milena.platform.Step;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.PlatformSimulator.Fault;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of a post whose answer was lost, and who reads what only one person may. */
class MattermostSenderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AccountRef REF = new AccountRef("mattermost", "sender");

  private final Vertx vertx = Vertx.vertx();
  private final MattermostSimulator simulator = new MattermostSimulator();
  private final MattermostSender sender = new MattermostSender(LoopbackHttp.client(vertx));
  private final Account account = new Account(REF, 1, simulator.openStream(REF).orElseThrow());
  private final String channel = SimulatedIds.random();

  @AfterEach
  void close() throws Exception {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  private Command command(Action action) {
    return Command.of(SimulatedIds.random(), Address.of(ConversationRef.of(REF, channel)), action);
  }

  private Step step(Command command) {
    return ((Plan.Steps) sender.plan(account, command)).steps().getFirst();
  }

  private DeliveryResult deliver(Step step) {
    return sender.deliver(account, step, Map.of()).await().atMost(PATIENCE);
  }

  private Reconciliation reconcile(Command command) {
    return sender
        .reconcile(account, command, step(command), Instant.now().minusSeconds(5))
        .await()
        .atMost(PATIENCE);
  }

  @Test
  void postWhoseAnswerWasLostIsFoundByItsMarker() {
    // Given
    simulator.write(REF, channel, "Hello");
    Command command = command(Action.Send.of(Content.plain("Lost answer")));
    simulator.fail(new Fault.AcceptWithoutAnswer(1));
    assertThat(deliver(step(command))).isInstanceOf(DeliveryResult.Unconfirmed.class);

    // When
    Reconciliation found = reconcile(command);

    // Then
    String id = simulator.shown(REF, channel).getFirst().id();
    assertThat(found).isEqualTo(new Reconciliation.Done(DeliveryResult.Delivered.as(id)));
  }

  @Test
  void postThatNeverArrivedIsNotThere() {
    // Given
    simulator.write(REF, channel, "Hello");
    Command command = command(Action.Send.of(Content.plain("Cut off")));
    simulator.fail(new Fault.ResetBeforeAccept(1));
    deliver(step(command));

    // Then
    assertThat(reconcile(command)).isInstanceOf(Reconciliation.NotDone.class);
  }

  @Test
  void serverThatDoesNotKnowTheChannelCannotTell() {
    // Given
    simulator.write(REF, channel, "Hello");
    Command command = command(Action.Send.of(Content.plain("Who knows")));
    Account elsewhere =
        new Account(
            REF,
            2,
            account.settings().put("url", account.settings().path("url").asText() + "/nowhere"));

    // When
    Reconciliation found =
        sender.reconcile(elsewhere, command, step(command), Instant.now()).await().atMost(PATIENCE);

    // Then
    assertThat(found).isInstanceOf(Reconciliation.Untold.class);
  }

  @Test
  void postThatIsSentOnceMoreAtOnceIsThereOnce() {
    // Given
    simulator.write(REF, channel, "Hello");
    Step step = step(command(Action.Send.of(Content.plain("Twice"))));

    // When
    DeliveryResult first = deliver(step);
    DeliveryResult second = deliver(step);

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(simulator.shown(REF, channel)).hasSize(1);
  }

  @Test
  void answerToAPressIsReadByNobodyElse() {
    // Given
    simulator.write(REF, channel, "Hello");
    Action answer =
        new Action.AnswerInteraction(
            new Action.InteractionRef(SimulatedBot.person(channel) + "..t"),
            Optional.of(Content.plain("Noted")));

    // When
    DeliveryResult result = deliver(step(command(answer)));

    // Then
    assertThat(result).isEqualTo(DeliveryResult.Delivered.unnamed());
    assertThat(simulator.people().told(REF, channel)).isEqualTo(List.of("Noted"));
    assertThat(simulator.shown(REF, channel)).isEmpty();
  }
}
