package dev.milena.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.platform.EventStream.Batch;
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.testkit.LoopbackHttp;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking for updates: what is confirmed when, and what goes wrong. */
class TelegramPollingTest {
  private static final AccountRef REF = new AccountRef("telegram", "polling");
  private static final String CHAT = "5000000001";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TelegramSimulator simulator = new TelegramSimulator();
  private final Vertx vertx = Vertx.vertx();
  private TelegramPolling polling;
  private Account account;

  @BeforeEach
  void open() {
    var http = LoopbackHttp.client(vertx);
    polling = new TelegramPolling(http, new TelegramUsernames(http));
    account =
        new Account(
            REF,
            1,
            simulator
                .open(REF, "http://127.0.0.1:1")
                .put("mode", "polling")
                .put("poll-timeout", "5s"));
    simulator.deleteWebhook(REF);
  }

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private AssertSubscriber<Batch> listen(int batches) {
    return polling
        .open(account, Optional.empty())
        .subscribe()
        .withSubscriber(AssertSubscriber.create(batches));
  }

  private static Stream<String> ids(AssertSubscriber<Batch> listener) {
    return List.copyOf(listener.getItems()).stream()
        .flatMap(b -> b.translation().events().stream())
        .map(Event::id);
  }

  private static void awaitEvents(AssertSubscriber<Batch> listener, int events) {
    await().atMost(PATIENCE).until(() -> ids(listener).count() >= events);
  }

  @Test
  void batchIsConfirmedOnlyWhenTheNextOneIsAskedFor() {
    // Given
    simulator.write(REF, CHAT, "One");
    simulator.write(REF, CHAT, "Two");

    // When
    AssertSubscriber<Batch> listener = listen(1);
    awaitEvents(listener, 2);

    // Then
    assertThat(simulator.waiting(REF)).hasSize(2);
    assertThat(simulator.ledger().taken()).isZero();
    assertThat(simulator.isAsked(REF)).isFalse();

    // When
    listener.request(1);

    // Then
    await().atMost(PATIENCE).until(() -> simulator.waiting(REF).isEmpty());
    assertThat(simulator.ledger().taken()).isEqualTo(2);
    listener.cancel();
  }

  @Test
  void crashBetweenTwoBatchesBringsTheFirstAgain() {
    // Given
    simulator.write(REF, CHAT, "One");
    AssertSubscriber<Batch> crashed = listen(1);
    awaitEvents(crashed, 1);
    crashed.cancel();

    // When
    AssertSubscriber<Batch> successor = listen(1);
    awaitEvents(successor, 1);

    // Then
    assertThat(ids(successor)).containsExactlyElementsOf(ids(crashed).toList());
    successor.cancel();
  }

  @Test
  void emptyBatchKeepsThePosition() {
    // Given
    simulator.write(REF, CHAT, "One");
    AssertSubscriber<Batch> listener = listen(2);
    awaitEvents(listener, 1);

    // When
    await().atMost(PATIENCE).until(() -> listener.getItems().size() == 2);
    simulator.write(REF, CHAT, "Two");
    listener.request(1);

    // Then
    awaitEvents(listener, 2);
    assertThat(ids(listener)).doesNotHaveDuplicates();
    assertThat(listener.getItems()).allMatch(b -> b.cursor().isEmpty());
    listener.cancel();
  }

  @Test
  void reactionsAndMembershipAreAskedForByName() {
    // Given
    AssertSubscriber<Batch> listener = listen(1);
    await().atMost(PATIENCE).until(() -> simulator.isAsked(REF));

    // When
    String id = simulator.write(REF, CHAT, "Like me");
    awaitEvents(listener, 1);
    simulator.people().react(REF, CHAT, id, List.of(), List.of("👍"));
    listener.request(1);

    // Then
    awaitEvents(listener, 2);
    listener.cancel();
  }

  @Test
  void listenerThatLeavesHangsUp() {
    // Given
    AssertSubscriber<Batch> listener = listen(1);
    await().atMost(PATIENCE).until(() -> simulator.isAsked(REF));

    // When
    listener.cancel();
    AssertSubscriber<Batch> successor = listen(1);
    simulator.write(REF, CHAT, "For the successor");

    // Then
    awaitEvents(successor, 1);
    assertThat(listener.getFailure()).isNull();
    successor.cancel();
  }

  @Test
  void secondListenerIsAConflictForTheFirst() {
    // Given
    AssertSubscriber<Batch> first = listen(1);
    await().atMost(PATIENCE).until(() -> simulator.isAsked(REF));

    // When
    AssertSubscriber<Batch> second = listen(1);

    // Then
    first.awaitFailure(PATIENCE);
    assertThat(((StreamFailure) first.getFailure()).kind()).isEqualTo(StreamFailure.Kind.CONFLICT);
    assertThat(first.getFailure()).hasMessageContaining("same token");
    second.cancel();
  }

  @Test
  void webhookInTheWayIsNamedWithItsRemedy() {
    // Given
    simulator.open(REF, "http://127.0.0.1:1");

    // When
    AssertSubscriber<Batch> listener = listen(1);

    // Then
    listener.awaitFailure(PATIENCE);
    assertThat(((StreamFailure) listener.getFailure()).kind())
        .isEqualTo(StreamFailure.Kind.CONFLICT);
    assertThat(listener.getFailure()).hasMessageContaining("delete-webhook");
  }
}
