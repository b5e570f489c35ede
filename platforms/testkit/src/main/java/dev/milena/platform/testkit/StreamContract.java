package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Account;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.platform.ApiClient;
import dev.milena.platform.EventStream;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the hub relies on when it listens to a platform. */
public abstract class StreamContract {
  private final Map<AssertSubscriber<EventStream.Batch>, Integer> asked = new IdentityHashMap<>();
  private Rig rig;
  private EventStream stream;
  private Account account;

  /** The platform under test, made anew for each test. */
  protected abstract Harness harness(Vertx vertx, ApiClient http);

  @BeforeEach
  void open() {
    rig = Rig.unheard(this::harness);
    stream = rig.harness().stream().orElseThrow();
    account = new Account(rig.ref(), 2, rig.harness().asStream(rig.settings()));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private AssertSubscriber<EventStream.Batch> listen(Optional<String> cursor) {
    return stream.open(account, cursor).subscribe().withSubscriber(AssertSubscriber.create(0));
  }

  /**
   * Asks for one batch more, unless one that was asked for is still to come: asking ahead would
   * confirm what has not been looked at.
   */
  private void ask(AssertSubscriber<EventStream.Batch> listener) {
    int before = asked.getOrDefault(listener, 0);
    if (listener.getItems().size() >= before) {
      asked.put(listener, before + 1);
      listener.request(1);
    }
  }

  /** Asks on and on until so many events are there. */
  private void drain(AssertSubscriber<EventStream.Batch> listener, int events) {
    ask(listener);
    await()
        .atMost(Rig.PATIENCE)
        .until(() -> {
          boolean enough = events(listener).count() >= events;
          if (!enough) {
            ask(listener);
          }
          return enough;
        });
  }

  /** Asks on and on until that is said; what was not confirmed before may come first. */
  private void drainUntil(AssertSubscriber<EventStream.Batch> listener, String text) {
    ask(listener);
    await()
        .atMost(Rig.PATIENCE)
        .until(() -> {
          boolean said = texts(listener).contains(text);
          if (!said) {
            ask(listener);
          }
          return said;
        });
  }

  private static Stream<Event> events(AssertSubscriber<EventStream.Batch> listener) {
    return List.copyOf(listener.getItems()).stream()
        .flatMap(b -> b.translation().events().stream());
  }

  private static List<String> texts(AssertSubscriber<EventStream.Batch> listener) {
    return events(listener)
        .map(e -> ((Happening.MessageCreated) e.what()).message().text().orElseThrow())
        .toList();
  }

  private static Optional<String> cursor(AssertSubscriber<EventStream.Batch> listener) {
    return listener.getItems().getLast().cursor();
  }

  @Test
  void settingsDecideWhetherAnAccountListens() {
    // When
    boolean wanted = stream.wantedBy(account);

    // Then
    assertThat(wanted).isTrue();
    assertThat(stream.wantedBy(rig.account())).isEqualTo(rig.harness().webhook().isEmpty());
  }

  @Test
  void whatPeopleWriteFlowsInOrder() {
    // Given
    String conversation = rig.harness().newConversation();
    AssertSubscriber<EventStream.Batch> listener = listen(Optional.empty());
    ask(listener);

    // When
    List.of("One", "Two 👋", "Three")
        .forEach(t -> rig.simulator().write(rig.ref(), conversation, t));

    // Then
    drain(listener, 3);
    assertThat(texts(listener)).containsExactly("One", "Two 👋", "Three");
    assertThat(events(listener))
        .allMatch(e -> e.account().equals(rig.ref()) && Rig.isIn(e, conversation));
    listener.cancel();
  }

  @Test
  void whatWasWrittenWhileNobodyListenedIsNotLost() {
    // Given
    String conversation = rig.harness().newConversation();
    AssertSubscriber<EventStream.Batch> first = listen(Optional.empty());
    ask(first);
    rig.simulator().write(rig.ref(), conversation, "One");
    drain(first, 1);
    first.cancel();
    rig.simulator().write(rig.ref(), conversation, "Two");

    // When
    AssertSubscriber<EventStream.Batch> second = listen(cursor(first));
    drainUntil(second, "Two");

    // Then
    assertThat(texts(second)).endsWith("Two");
    second.cancel();
  }

  @Test
  void whatIsNotConfirmedComesAgainUnderTheSameId() {
    // Given
    String conversation = rig.harness().newConversation();
    AssertSubscriber<EventStream.Batch> first = listen(Optional.empty());
    rig.simulator().write(rig.ref(), conversation, "One");
    drain(first, 1);
    Optional<String> confirmed = cursor(first);
    rig.simulator().write(rig.ref(), conversation, "Two");
    drain(first, 2);
    first.cancel();

    // When
    AssertSubscriber<EventStream.Batch> second = listen(confirmed);
    drain(second, 1);

    // Then
    assertThat(events(second).map(Event::id))
        .endsWith(events(first).map(Event::id).toList().getLast());
    second.cancel();
  }

  @Test
  void cutConnectionFailsTheStreamAndLosesNothing() {
    // Given
    String conversation = rig.harness().newConversation();
    AssertSubscriber<EventStream.Batch> first = listen(Optional.empty());
    rig.simulator().write(rig.ref(), conversation, "One");
    drain(first, 1);

    // When
    await()
        .atMost(Rig.PATIENCE)
        .until(() -> {
          // Batches without events may still come; only who asks is told of the end.
          ask(first);
          rig.simulator().fail(new PlatformSimulator.Fault.Disconnect());
          return first.getFailure() != null;
        });
    rig.simulator().write(rig.ref(), conversation, "Two");
    AssertSubscriber<EventStream.Batch> second = listen(cursor(first));

    // Then
    drainUntil(second, "Two");
    assertThat(texts(second)).endsWith("Two");
    second.cancel();
  }

  @Test
  void wrongCredentialsAreSaidSo() {
    // Given
    Account wrong =
        new Account(
            rig.ref(),
            3,
            Credentials.wrong(rig.harness().platform(), rig.harness().asStream(rig.settings())));

    // When
    AssertSubscriber<EventStream.Batch> listener =
        stream.open(wrong, Optional.empty()).subscribe().withSubscriber(AssertSubscriber.create(1));

    // Then
    listener.awaitFailure(Rig.PATIENCE);
    assertThat(listener.getFailure()).isInstanceOf(EventStream.StreamFailure.class);
    assertThat(((EventStream.StreamFailure) listener.getFailure()).kind())
        .isEqualTo(EventStream.StreamFailure.Kind.MISCONFIGURED);
    Credentials.of(rig.harness().platform(), wrong.settings())
        .forEach(secret -> assertThat(listener.getFailure().toString()).doesNotContain(secret));
  }
}
