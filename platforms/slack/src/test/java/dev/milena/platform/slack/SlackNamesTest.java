package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Media;
import dev.milena.platform.Translation;
import dev.milena.platform.testkit.LoopbackHttp;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackNamesTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final AccountRef REF = new AccountRef(SlackPlatform.KEY, "names");

  private final Vertx vertx = Vertx.vertx();
  private final SlackSimulator simulator = new SlackSimulator();
  private final AtomicInteger calls = new AtomicInteger();
  private final ApiClient http = counting(LoopbackHttp.client(vertx));
  private final SlackNames names = new SlackNames(http);
  private final Account account = new Account(REF, 1, simulator.open(REF, "http://127.0.0.1:1"));

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Waits longer than the hub would: what is tested is not how busy this machine is. */
  private ApiClient counting(ApiClient real) {
    return new ApiClient() {
      @Override
      public Uni<ApiAnswer> send(ApiRequest request, Map<String, String> values, Duration timeout) {
        calls.incrementAndGet();
        return real.send(request, values, SOON);
      }

      @Override
      public Uni<Media.Opened> open(
          ApiRequest request, Map<String, String> values, Duration timeout) {
        return real.open(request, values, timeout);
      }

      @Override
      public Uni<Media.Opened> openForeign(String url, Duration timeout) {
        return real.openForeign(url, timeout);
      }
    };
  }

  private Event named(String fixture) {
    Translation translation = SlackFixtures.translate(account, fixture);
    return names.named(account, translation).await().atMost(SOON).events().getFirst();
  }

  @Test
  void peopleAreCalledByTheirNames() {
    // When
    Event event = named("message_text");

    // Then
    assertThat(event.sender().flatMap(Participant::name)).hasValue("Guest U0ADA");
    Message message = ((Happening.MessageCreated) event.what()).message();
    assertThat(message.text()).hasValue("Hi all & @Guest U0BOT");
    assertThat(message.marks())
        .containsExactly(Mark.of(MarkType.BOLD, 3, 3), Mark.of(MarkType.MENTION, 9, 12, "U0BOT"));
    assertThat(message.mentions()).containsExactly("U0BOT");
  }

  @Test
  void namesAreAskedForOnce() {
    // When
    named("message_text");
    int asked = calls.get();
    named("message_text");
    named("edit");

    // Then
    assertThat(asked).isEqualTo(2);
    assertThat(calls.get()).isEqualTo(asked);
  }

  @Test
  void eventGoesOnWithoutANameThatNobodySays() {
    // Given
    simulator.close();

    // When
    Event event = named("message_text");
    int asked = calls.get();
    named("message_in_thread");

    // Then
    assertThat(event.sender().flatMap(Participant::name)).isEmpty();
    assertThat(((Happening.MessageCreated) event.what()).message().text())
        .hasValue("Hi all & @U0BOT");
    assertThat(calls.get()).as("Slack is left alone for a while").isEqualTo(asked);
  }

  @Test
  void refusalIsRememberedToo() {
    // Given
    Account wrong =
        new Account(
            REF, 2, simulator.open(REF, "http://127.0.0.1:1").put("bot-token", "xoxb-wrong"));
    Translation translation = SlackFixtures.translate(wrong, "message_in_thread");

    // When
    names.named(wrong, translation).await().atMost(SOON);
    names.named(wrong, translation).await().atMost(SOON);

    // Then
    assertThat(calls.get()).isEqualTo(1);
  }

  @Test
  void whatIsNamedAlreadyIsNotAskedFor() {
    // When
    named("message_of_another_app");
    named("press");

    // Then
    assertThat(calls.get()).isZero();
  }
}
