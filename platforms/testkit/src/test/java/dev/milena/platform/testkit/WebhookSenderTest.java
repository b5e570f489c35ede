package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {
  private static final RetryRule QUICK =
      new RetryRule(
          List.of(Duration.ZERO, Duration.ofMillis(20)),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1));

  private final Vertx vertx = Vertx.vertx();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final Faults faults = new Faults();
  private final Tally tally = new Tally();
  private final HttpServer hub =
      Waiting.on(
          vertx
              .createHttpServer()
              .requestHandler(request ->
                  request
                      .body()
                      .onSuccess(body -> {
                        boolean wrong = "no".equals(request.getHeader("x-right"));
                        seen.add(body + (wrong ? "!" : ""));
                        boolean refused =
                            wrong || refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
                        request.response().setStatusCode(refused ? 503 : 200).end();
                      }))
              .listen(0, "127.0.0.1"));

  @AfterEach
  void close() {
    Waiting.on(vertx.close());
  }

  private WebhookSender sender(RetryRule rule) {
    return new WebhookSender(vertx, rule, faults, tally);
  }

  private WebhookSender.Input input(String lane, String body) {
    return new WebhookSender.Input(
        lane,
        "http://127.0.0.1:" + hub.actualPort() + "/",
        new WebhookSender.Signed(Map.of("x-right", "yes"), Buffer.buffer(body)),
        new WebhookSender.Signed(Map.of("x-right", "no"), Buffer.buffer(body)));
  }

  private static void awaitIdle(WebhookSender sender) {
    await().atMost(Rig.PATIENCE).until(sender::idle);
  }

  @Test
  void refusedInputIsRepeatedAndHoldsBackItsLaneOnly() {
    // Given
    WebhookSender sender = sender(QUICK);
    refusals.set(2);

    // When
    sender.send(input("a", "1"));
    sender.send(input("a", "2"));

    // Then
    awaitIdle(sender);
    assertThat(seen).containsExactly("1", "1", "1", "2");
    assertThat(tally.ledger().taken()).isEqualTo(2);
    assertThat(tally.ledger().refused()).isEqualTo(2);
  }

  @Test
  void whatIsNeverRepeatedIsGone() {
    // Given
    WebhookSender sender = sender(RetryRule.NEVER);
    refusals.set(1);

    // When
    sender.send(input("a", "1"));
    sender.send(input("a", "2"));

    // Then
    awaitIdle(sender);
    assertThat(seen).containsExactly("1", "2");
    assertThat(tally.ledger().taken()).isEqualTo(1);
  }

  @Test
  void duplicateIsSentTwice() {
    // Given
    WebhookSender sender = sender(QUICK);
    faults.add(new PlatformSimulator.Fault.Duplicate(1));

    // When
    sender.send(input("a", "1"));
    sender.send(input("a", "2"));

    // Then
    awaitIdle(sender);
    assertThat(seen).containsExactly("1", "1", "2");
  }

  @Test
  void twoInputsChangePlaces() {
    // Given
    WebhookSender sender = sender(QUICK);
    faults.add(new PlatformSimulator.Fault.OutOfOrder());

    // When
    sender.send(input("a", "1"));
    sender.send(input("a", "2"));
    sender.send(input("a", "3"));

    // Then
    awaitIdle(sender);
    assertThat(seen).containsExactly("2", "1", "3");
  }

  @Test
  void inputThatNothingOvertakesGoesAllTheSame() {
    // Given
    WebhookSender sender = sender(QUICK);
    faults.add(new PlatformSimulator.Fault.OutOfOrder());

    // When
    sender.send(input("a", "1"));

    // Then
    awaitIdle(sender);
    assertThat(seen).containsExactly("1");
  }

  @Test
  void wrongSignatureComesFirstAndTheRightOneAfter() {
    // Given
    WebhookSender sender = sender(QUICK);
    faults.add(new PlatformSimulator.Fault.BadSignature(1));

    // When
    sender.send(input("a", "1"));

    // Then
    awaitIdle(sender);
    assertThat(seen).containsExactly("1!", "1");
  }

  @Test
  void lastTakenOfALaneComesAgain() {
    // Given
    WebhookSender sender = sender(QUICK);
    sender.send(input("a", "1"));
    sender.send(input("b", "2"));
    awaitIdle(sender);

    // When
    sender.sendAgain("a");

    // Then
    awaitIdle(sender);
    assertThat(seen.getLast()).isEqualTo("1");
    assertThatIllegalStateException().isThrownBy(() -> sender.sendAgain("c"));
  }

  @Test
  void retryRuleGrowsKeepsItsLastWaitFollowsTheHubAndEnds() {
    // Given
    RetryRule rule =
        new RetryRule(
            List.of(Duration.ZERO, Duration.ofSeconds(2)),
            Duration.ofHours(1),
            Duration.ofSeconds(60));

    // Then
    assertThat(rule.next(1, Duration.ZERO, Optional.empty())).hasValue(Duration.ZERO);
    assertThat(rule.next(2, Duration.ZERO, Optional.empty())).hasValue(Duration.ofSeconds(2));
    assertThat(rule.next(9, Duration.ZERO, Optional.empty())).hasValue(Duration.ofSeconds(2));
    assertThat(rule.next(1, Duration.ZERO, Optional.of(Duration.ofSeconds(5))))
        .hasValue(Duration.ofSeconds(5));
    assertThat(rule.next(1, Duration.ZERO, Optional.of(Duration.ofHours(5))))
        .hasValue(Duration.ofSeconds(60));
    assertThat(rule.next(1, Duration.ofHours(2), Optional.empty())).isEmpty();
    assertThat(RetryRule.NEVER.next(1, Duration.ZERO, Optional.of(Duration.ofSeconds(5))))
        .isEmpty();
  }
}
