package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.platform.ApiClient;
import dev.milena.platform.EventStream.Batch;
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.testkit.LoopbackHttp;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Socket Mode with several sockets, renewed, cut, refused. */
class SlackSocketsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final AccountRef REF = new AccountRef(SlackPlatform.KEY, "sockets");
  private static final String CHANNEL = "C0SOCKETS";
  private static final int DISCONNECTS = 100;
  private static final int[] CODES = {1000, 1001, 1011, 4000};

  private final Vertx vertx = Vertx.vertx();
  private final SlackSimulator simulator = new SlackSimulator();
  private final ObjectNode settings = simulator.openStream(REF).orElseThrow();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicBoolean over = new AtomicBoolean();

  @AfterEach
  void close() {
    over.set(true);
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /**
   * Listens as ingress does: each batch is safe before the next is asked for; again after a loss.
   */
  private Cancellable listen(int connections, boolean again) {
    ApiClient http = LoopbackHttp.client(vertx);
    SlackSocketMode mode =
        new SlackSocketMode(http, LoopbackHttp.sockets(vertx), new SlackNames(http));
    Account account = new Account(REF, 1, settings.deepCopy().put("connections", connections));
    return mode.open(account, Optional.empty())
        .onItem()
        .transformToUniAndConcatenate(this::append)
        .subscribe()
        .with(
            _ -> {},
            cause -> {
              failure.set(cause);
              if (again && !over.get()) {
                vertx.setTimer(10, _ -> listen(connections, true));
              }
            });
  }

  private Uni<Batch> append(Batch batch) {
    events.addAll(batch.translation().events());
    return Uni.createFrom().item(batch);
  }

  private SimulatedSockets sockets() {
    return simulator.sockets(REF);
  }

  private void awaitSockets(int open) {
    await().atMost(SOON).until(() -> sockets().connections() == open);
  }

  private List<String> texts() {
    return events.stream()
        .map(e -> ((Happening.MessageCreated) e.what()).message().text().orElseThrow())
        .toList();
  }

  @Test
  void severalSocketsAreOneStream() {
    // Given
    listen(3, false);
    awaitSockets(3);

    // When
    IntStream.range(0, 30).forEach(i -> simulator.write(REF, CHANNEL, "Message " + i));

    // Then
    await().atMost(SOON).until(() -> events.size() == 30);
    await().atMost(SOON).until(() -> sockets().unacknowledged() == 0);
    assertThat(texts())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 30).mapToObj(i -> "Message " + i).toList());
  }

  @Test
  void renewedSocketIsReplacedBeforeItEnds() {
    // Given
    listen(1, false);
    awaitSockets(1);

    // When
    sockets().renew("refresh_requested");
    simulator.write(REF, CHANNEL, "Meanwhile");

    // Then
    await().atMost(SOON).until(() -> sockets().opened() == 2 && sockets().connections() == 1);
    simulator.write(REF, CHANNEL, "Afterwards");
    await().atMost(SOON).until(() -> texts().contains("Afterwards"));
    assertThat(texts()).containsExactly("Meanwhile", "Afterwards");
    assertThat(failure.get()).isNull();
  }

  @Test
  void socketThatBreaksIsReplacedWhileOthersLive() {
    // Given
    listen(2, false);
    awaitSockets(2);

    // When
    sockets().cutOne(1011);

    // Then
    await().atMost(SOON).until(() -> sockets().opened() == 3 && sockets().connections() == 2);
    assertThat(failure.get()).isNull();
  }

  @Test
  void switchedOffSocketModeHoldsTheAccount() {
    // Given
    listen(1, false);
    awaitSockets(1);

    // When
    sockets().renew("link_disabled");

    // Then
    await().atMost(SOON).until(() -> failure.get() != null);
    assertThat(failure.get())
        .isInstanceOfSatisfying(
            StreamFailure.class,
            f -> assertThat(f.kind()).isEqualTo(StreamFailure.Kind.MISCONFIGURED));
    awaitSockets(0);
  }

  @Test
  void tooManySocketsAreWaitedFor() {
    // Given
    listen(10, false);
    awaitSockets(10);

    // When
    listen(1, false);

    // Then
    await().atMost(SOON).until(() -> failure.get() != null);
    assertThat(failure.get())
        .isInstanceOfSatisfying(
            StreamFailure.class,
            f -> {
              assertThat(f.kind()).isEqualTo(StreamFailure.Kind.THROTTLED);
              assertThat(f.retryAfter()).isPositive();
            });
  }

  @Test
  void handOverLosesNothingAndDoublesNothing() {
    // Given
    Cancellable before = listen(2, false);
    awaitSockets(2);
    int many = 40;

    // When
    for (int i = 0; i < many; i++) {
      simulator.write(REF, CHANNEL, "Message " + i);
      if (i == many / 2) {
        before.cancel();
        listen(2, false);
      }
    }

    // Then
    await().atMost(Duration.ofSeconds(10)).until(() -> sockets().unacknowledged() == 0);
    assertThat(texts())
        .containsAll(IntStream.range(0, many).mapToObj(i -> "Message " + i).toList());
    assertThat(events.stream().map(Event::id).distinct()).hasSize(many);
    assertThat(simulator.ledger().givenUp()).isZero();
  }

  @Test
  void hundredDisconnectsLoseNothing() {
    // Given
    Random moments = new Random(42);
    listen(1, true);
    awaitSockets(1);

    // When
    for (int i = 0; i < DISCONNECTS; i++) {
      long cuts = i;
      await().atMost(SOON).until(() -> sockets().opened() > cuts);
      String message = "Message " + i;
      simulator.write(REF, CHANNEL, message);
      if (moments.nextBoolean()) {
        await().atMost(SOON).until(() -> texts().contains(message));
      }
      sockets().cut(CODES[i % CODES.length]);
    }

    // Then
    List<String> all = IntStream.range(0, DISCONNECTS).mapToObj(i -> "Message " + i).toList();
    await().atMost(Duration.ofMinutes(1)).until(() -> texts().containsAll(all));
    await().atMost(SOON).until(() -> sockets().unacknowledged() == 0);
    assertThat(events.stream().map(Event::id).distinct()).hasSize(DISCONNECTS);
    assertThat(sockets().opened()).isGreaterThan(DISCONNECTS);
    assertThat(simulator.ledger().givenUp()).isZero();
  }
}
