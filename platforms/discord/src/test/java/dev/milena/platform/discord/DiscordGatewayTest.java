package dev.milena.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.platform.ApiClient;
import dev.milena.platform.EventStream;
import dev.milena.platform.EventStream.Batch;
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.testkit.LoopbackHttp;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Gateway's own: close codes, sessions that are gone, and what is kept through all of it. */
class DiscordGatewayTest {
  private static final AccountRef REF = new AccountRef("discord", "test");
  private static final String CHANNEL = "5000000001";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final DiscordSimulator simulator = new DiscordSimulator(0.1);
  private EventStream gateway;
  private Account account;

  @BeforeEach
  void open() {
    ApiClient http = LoopbackHttp.client(vertx);
    gateway =
        new DiscordGateway(
            http, LoopbackHttp.sockets(vertx), new DiscordDeferrals(http, Duration.ofMillis(100)));
    account = new Account(REF, 1, simulator.open(REF, simulator.baseUrl()));
  }

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private AssertSubscriber<Batch> listen(Optional<String> cursor) {
    return gateway
        .open(account, cursor)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
  }

  private static List<String> texts(AssertSubscriber<Batch> listener) {
    return List.copyOf(listener.getItems()).stream()
        .flatMap(b -> b.translation().events().stream())
        .map(DiscordGatewayTest::text)
        .toList();
  }

  private static String text(Event event) {
    return ((Happening.MessageCreated) event.what()).message().text().orElseThrow();
  }

  private static Optional<String> cursor(AssertSubscriber<Batch> listener) {
    return List.copyOf(listener.getItems()).stream()
        .flatMap(b -> b.cursor().stream())
        .reduce((first, last) -> last);
  }

  private AssertSubscriber<Batch> listening() {
    AssertSubscriber<Batch> listener = listen(Optional.empty());
    simulator.write(REF, CHANNEL, "Hello");
    await().atMost(PATIENCE).until(() -> texts(listener).contains("Hello"));
    return listener;
  }

  private static Throwable failure(AssertSubscriber<Batch> listener) {
    await().atMost(PATIENCE).until(() -> listener.getFailure() != null);
    return listener.getFailure();
  }

  @ParameterizedTest
  @ValueSource(ints = {4000, 4001, 4002, 4005, 4008, 1000, 1001, 1011})
  void connectionThatIsClosedIsTakenUpWhereItWas(int code) {
    // Given
    AssertSubscriber<Batch> first = listening();

    // When
    simulator.disconnect(REF, code);

    // Then
    assertThat(failure(first)).isInstanceOf(DiscordLoss.ConnectionLostException.class);
    simulator.write(REF, CHANNEL, "Meanwhile");
    AssertSubscriber<Batch> second = listen(cursor(first));
    await().atMost(PATIENCE).until(() -> texts(second).contains("Meanwhile"));
    assertThat(texts(second)).containsExactly("Meanwhile");
    second.cancel();
  }

  @ParameterizedTest
  @ValueSource(ints = {4004, 4010, 4011, 4012, 4013, 4014})
  void closeThatOnlyAnOperatorCanMendHoldsTheAccount(int code) {
    // Given
    AssertSubscriber<Batch> listener = listening();

    // When
    simulator.disconnect(REF, code);

    // Then
    assertThat(failure(listener)).isInstanceOf(StreamFailure.class);
    assertThat(((StreamFailure) listener.getFailure()).kind())
        .isEqualTo(StreamFailure.Kind.MISCONFIGURED);
  }

  @Test
  void sessionThatIsGoneIsBegunAnew() {
    // Given
    AssertSubscriber<Batch> first = listening();
    Optional<String> cursor = cursor(first);
    first.cancel();
    simulator.app(REF).forgetSessions();

    // When
    AssertSubscriber<Batch> second = listen(cursor);

    // Then
    simulator.write(REF, CHANNEL, "Anew");
    await().atMost(PATIENCE).until(() -> texts(second).contains("Anew"));
    assertThat(cursor(second)).isPresent().isNotEqualTo(cursor);
    second.cancel();
  }

  @Test
  void whatWasWrittenBetweenTwoSessionsIsReadFromTheChannels() {
    // Given
    AssertSubscriber<Batch> first = listening();
    simulator.write(REF, "7700000001", "In the guild");
    await().atMost(PATIENCE).until(() -> texts(first).contains("In the guild"));
    Optional<String> cursor = cursor(first);
    first.cancel();
    simulator.app(REF).forgetSessions();
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      missed.add("Missed " + i);
      simulator.app(REF).writeUnheard("7700000001", missed.getLast());
    }
    simulator.app(REF).writeUnheard(CHANNEL, "Missed in private");

    // When
    AssertSubscriber<Batch> second = listen(cursor);

    // Then
    await().atMost(PATIENCE).until(() -> texts(second).size() == 121);
    simulator.write(REF, CHANNEL, "Heard again");
    await().atMost(PATIENCE).until(() -> texts(second).contains("Heard again"));
    assertThat(texts(second)).contains("Missed in private").containsSubsequence(missed);
    assertThat(texts(second)).doesNotContain("Hello", "In the guild").endsWith("Heard again");
    second.cancel();
  }

  @Test
  void connectionThatDiscordWantsAnewIsTakenUpWhereItWas() {
    // Given
    AssertSubscriber<Batch> first = listening();

    // When
    simulator.app(REF).sockets().forEach(GatewaySocket::reconnect);

    // Then
    assertThat(failure(first)).isInstanceOf(DiscordLoss.ConnectionLostException.class);
    simulator.write(REF, CHANNEL, "Meanwhile");
    AssertSubscriber<Batch> second = listen(cursor(first));
    await().atMost(PATIENCE).until(() -> texts(second).contains("Meanwhile"));
    second.cancel();
  }

  @Test
  void intentsThatDiscordDoesNotKnowHoldTheAccount() {
    // Given
    account = new Account(REF, 2, simulator.open(REF, simulator.baseUrl()).put("intents", 1 << 30));

    // When
    AssertSubscriber<Batch> listener = listen(Optional.empty());

    // Then
    assertThat(failure(listener)).isInstanceOf(StreamFailure.class);
    assertThat(listener.getFailure().getMessage()).contains("intents");
  }

  @Test
  void severalConnectionsShareTheGuildsAndOneCursor() {
    // Given
    account = new Account(REF, 2, simulator.open(REF, simulator.baseUrl()).put("shards", 2));
    AssertSubscriber<Batch> first = listen(Optional.empty());
    await().atMost(PATIENCE).until(() -> simulator.app(REF).sockets().size() == 2);

    // When
    simulator.write(REF, CHANNEL, "Direct");
    simulator.write(REF, "7700000001", "In the guild");

    // Then
    await().atMost(PATIENCE).until(() -> texts(first).size() == 2);
    first.cancel();
    simulator.write(REF, CHANNEL, "Direct meanwhile");
    simulator.write(REF, "7700000001", "In the guild meanwhile");
    AssertSubscriber<Batch> second = listen(cursor(first));
    await().atMost(PATIENCE).until(() -> texts(second).size() == 2);
    assertThat(texts(second))
        .containsExactlyInAnyOrder("Direct meanwhile", "In the guild meanwhile");
    second.cancel();
  }

  /** Connects again at the last cursor as ingress does, and counts what came. */
  private final class Listener {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile Optional<String> cursor = Optional.empty();
    private volatile boolean over;

    void listen() {
      gateway
          .open(account, cursor)
          .subscribe()
          .with(
              this::take,
              lost -> {
                if (!over) {
                  listen();
                }
              });
    }

    private void take(Batch batch) {
      batch.translation().events().forEach(e -> heard.add(text(e)));
      cursor = batch.cursor().or(() -> cursor);
    }
  }

  @Test
  void hundredDisconnectsLoseNothingAndKeepTheOrder() {
    // Given
    Listener listener = new Listener();
    listener.listen();
    Random random = new Random(7);
    List<String> written = new ArrayList<>();

    // When
    for (int i = 0; i < 100; i++) {
      for (int n = random.nextInt(4); n >= 0; n--) {
        String text = "Message " + written.size();
        written.add(text);
        simulator.write(REF, CHANNEL, text);
      }
      if (random.nextBoolean()) {
        await().atMost(PATIENCE).until(() -> simulator.isHeard(REF));
      }
      simulator.disconnect(REF, 4000);
    }

    // Then
    await().atMost(PATIENCE).until(() -> listener.heard.containsAll(written));
    listener.over = true;
    assertThat(listener.heard.stream().distinct()).containsExactlyElementsOf(written);
  }

  @Test
  void commandThatNobodyAnswersIsPutOff() {
    // Given
    listening();

    // When
    simulator.people().command(REF, CHANNEL, "order", "pizza");

    // Then
    await().atMost(PATIENCE).until(() -> simulator.isEverythingAcknowledged(REF));
  }
}
