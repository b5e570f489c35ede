package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.platform.EventStream;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.PlatformSimulator.Fault;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a stream whose connection is lost. */
class MattermostSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AccountRef REF = new AccountRef("mattermost", "socket");

  private final Vertx vertx = Vertx.vertx();
  private final MattermostSimulator simulator = new MattermostSimulator();
  private final MattermostSocket stream =
      new MattermostSocket(LoopbackHttp.sockets(vertx), LoopbackHttp.client(vertx));
  private final String channel = SimulatedIds.random();
  private Account account;

  @BeforeEach
  void open() {
    account = new Account(REF, 1, settings());
  }

  private ObjectNode settings() {
    // Many reconnects read many histories: no pace here.
    return simulator.openStream(REF).orElseThrow().put("calls-per-second", 1000);
  }

  @AfterEach
  void close() throws Exception {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  /** Looks often: a hundred connections come and go in one of the tests. */
  private static ConditionFactory waiting() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5));
  }

  private AssertSubscriber<EventStream.Batch> listen(Optional<String> cursor) {
    return stream.open(account, cursor).subscribe().withSubscriber(AssertSubscriber.create(1000));
  }

  private static Stream<Event> events(AssertSubscriber<EventStream.Batch> listener) {
    return List.copyOf(listener.getItems()).stream()
        .flatMap(b -> b.translation().events().stream());
  }

  private static Optional<String> cursor(AssertSubscriber<EventStream.Batch> listener) {
    return List.copyOf(listener.getItems()).stream()
        .flatMap(b -> b.cursor().stream())
        .reduce((_, last) -> last);
  }

  private static void awaitEvents(AssertSubscriber<EventStream.Batch> listener, int count) {
    waiting().until(() -> events(listener).count() >= count);
  }

  private AssertSubscriber<EventStream.Batch> listening() {
    AssertSubscriber<EventStream.Batch> listener = listen(Optional.empty());
    waiting().until(() -> cursor(listener).isPresent());
    return listener;
  }

  private void cut(AssertSubscriber<EventStream.Batch> listener) {
    waiting()
        .until(() -> {
          simulator.fail(new Fault.Disconnect());
          return listener.getFailure() != null;
        });
    waiting().until(() -> !simulator.connections(REF).isListenedTo());
  }

  @Test
  void connectionThatIsStillKnownGoesOnWithoutReadingChannels() {
    // Given
    AssertSubscriber<EventStream.Batch> first = listening();
    simulator.write(REF, channel, "One");
    awaitEvents(first, 1);
    cut(first);
    String two = simulator.write(REF, channel, "Two");
    simulator.people().react(REF, channel, two, "eyes");

    // When
    AssertSubscriber<EventStream.Batch> second = listen(cursor(first));

    // Then
    awaitEvents(second, 2);
    assertThat(events(second).map(e -> e.what().typeName()))
        .containsExactly("message.created", "reaction.added");
    assertThat(simulator.connections(REF).resumed()).isEqualTo(1);
    second.cancel();
  }

  @Test
  void connectionThatIsForgottenIsFilledFromTheChannels() {
    // Given
    AssertSubscriber<EventStream.Batch> first = listening();
    String one = simulator.write(REF, channel, "One");
    String gone = simulator.write(REF, channel, "Soon gone");
    awaitEvents(first, 2);
    cut(first);
    simulator.connections(REF).forgetThoseThatLeft();
    simulator.edit(REF, channel, one, "One, changed");
    simulator.people().delete(REF, channel, gone);
    String two = simulator.write(REF, channel, "Two");
    simulator.people().react(REF, channel, two, "eyes");

    // When
    AssertSubscriber<EventStream.Batch> second = listen(cursor(first));

    // Then
    waiting().until(() -> cursor(second).isPresent());
    Set<String> known = new HashSet<>(events(first).map(Event::id).toList());
    assertThat(events(second).filter(e -> !known.contains(e.id())).map(e -> e.what().typeName()))
        .containsExactly("message.edited", "message.deleted", "message.created", "reaction.added");
    assertThat(simulator.connections(REF).resumed()).isZero();
    second.cancel();
  }

  @Test
  void gapInTheNumbersIsALossAndNothingIsMissedAfterIt() {
    // Given
    AssertSubscriber<EventStream.Batch> first = listening();
    simulator.write(REF, channel, "One");
    awaitEvents(first, 1);

    // When
    simulator.connections(REF).skipNumber();
    simulator.write(REF, channel, "Two");

    // Then
    first.awaitFailure(PATIENCE);
    AssertSubscriber<EventStream.Batch> second = listen(cursor(first));
    waiting().until(() -> texts(second).contains("Two"));
    assertThat(simulator.connections(REF).resumed()).isZero();
    second.cancel();
  }

  private static List<String> texts(AssertSubscriber<EventStream.Batch> listener) {
    return events(listener)
        .filter(e -> e.what() instanceof Happening.MessageCreated)
        .map(e -> ((Happening.MessageCreated) e.what()).message().text().orElseThrow())
        .toList();
  }

  @Test
  void pinIsNoEvent() {
    // Given
    AssertSubscriber<EventStream.Batch> listener = listening();
    String one = simulator.write(REF, channel, "One");

    // When
    simulator.people().pin(REF, channel, one);
    simulator.write(REF, channel, "Two");

    // Then
    awaitEvents(listener, 2);
    assertThat(texts(listener)).containsExactly("One", "Two");
    listener.cancel();
  }

  @Test
  void tokenOfSomebodyElseIsSaidSo() {
    // Given
    Account wrong = new Account(REF, 2, settings().put("user-id", SimulatedIds.random()));

    // When
    AssertSubscriber<EventStream.Batch> listener =
        stream.open(wrong, Optional.empty()).subscribe().withSubscriber(AssertSubscriber.create(1));

    // Then
    listener.awaitFailure(PATIENCE);
    assertThat(((EventStream.StreamFailure) listener.getFailure()).kind())
        .isEqualTo(EventStream.StreamFailure.Kind.MISCONFIGURED);
  }

  @Test
  void hundredDisconnectsAtAnyMomentLoseNothing() {
    // Given
    Random random = new Random(1);
    List<String> written = new ArrayList<>();
    Set<String> read = new HashSet<>();
    Optional<String> position = Optional.empty();

    // When
    for (int round = 0; round < 100; round++) {
      AssertSubscriber<EventStream.Batch> listener = listen(position);
      for (int i = random.nextInt(3); i >= 0; i--) {
        written.add(simulator.write(REF, channel, "Message " + written.size()));
      }
      if (random.nextBoolean()) {
        waiting().until(() -> cursor(listener).isPresent());
      }
      cut(listener);
      if (random.nextInt(4) == 0) {
        simulator.connections(REF).forgetThoseThatLeft();
      }
      read.addAll(messages(listener));
      Optional<String> before = position;
      position = cursor(listener).or(() -> before);
    }
    AssertSubscriber<EventStream.Batch> last = listen(position);

    // Then
    waiting()
        .until(() -> {
          Set<String> all = new HashSet<>(read);
          all.addAll(messages(last));
          return all.containsAll(written);
        });
    last.cancel();
  }

  private static List<String> messages(AssertSubscriber<EventStream.Batch> listener) {
    return events(listener)
        .filter(e -> e.what() instanceof Happening.MessageCreated)
        .map(e -> ((Happening.MessageCreated) e.what()).message().id().orElseThrow())
        .toList();
  }
}
