package dev.milena.platform.vk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.DeliveryResult.Rejected;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.PlatformSimulator.Fault;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that come faster than VK lets them go. */
class VkLineTest {
  private static final AccountRef REF = new AccountRef("vk", "line");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** As many as egress has under way for one account, and more than go in a second one by one. */
  private static final int CALLS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final VkSimulator simulator = new VkSimulator(1, InstantSource.system());
  private final VkSender sender =
      new VkSender(LoopbackHttp.client(vertx), new VkCalls(LoopbackHttp.client(vertx)));
  private final Account account = new Account(REF, 1, simulator.open(REF, "http://127.0.0.1:1"));

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static String peer(int i) {
    return Long.toString(5_000_000_000L + i);
  }

  private void open(int i) {
    synchronized (simulator.community(REF)) {
      simulator.community(REF).chat(peer(i));
    }
  }

  private Step send(int i, String text) {
    Command command =
        Command.of(
            "command" + i,
            new Address("vk", "line", Optional.empty(), peer(i), Optional.empty()),
            Action.Send.of(Content.plain(text)));
    return ((Plan.Steps) sender.plan(account, command)).steps().getFirst();
  }

  private List<DeliveryResult> deliver(List<Step> steps) {
    return Uni.join()
        .all(steps.stream().map(step -> sender.deliver(account, step, Map.of())).toList())
        .andFailFast()
        .await()
        .atMost(PATIENCE);
  }

  /** Timers of the event loop refuse less than a millisecond, and the line would stand for ever. */
  @Test
  void lessThanAMillisecondIsWaitedForAsAWholeOne() {
    // Given
    AtomicLong nanos = new AtomicLong();
    VkLine line = new VkLine(LoopbackHttp.client(vertx), nanos::get);
    // When
    nanos.set(-1);
    Duration almostThere = line.untilNext();
    nanos.set(0);
    Duration there = line.untilNext();
    // Then
    assertThat(almostThere).isEqualTo(Duration.ofMillis(1));
    assertThat(there).isZero();
  }

  @Test
  void callsThatWaitGoTogetherAndNoLimitIsBroken() {
    // Given
    IntStream.range(0, CALLS).forEach(this::open);
    List<Step> steps =
        IntStream.range(0, CALLS)
            .mapToObj(i -> send(i, "Words \"" + i + "\" \\ \u2028 {token} 👋"))
            .toList();
    // When
    List<DeliveryResult> results = deliver(steps);
    // Then
    assertThat(results).allMatch(Delivered.as("1")::equals);
    IntStream.range(0, CALLS)
        .forEach(i ->
            assertThat(simulator.shown(REF, peer(i)))
                .extracting(Shown::text)
                .containsExactly("Words \"" + i + "\" \\ \u2028 {token} 👋"));
    assertThat(simulator.packed()).isPositive();
    assertThat(simulator.ledger().calls()).isLessThan(CALLS / 2);
    assertThat(simulator.ledger().throttled()).isZero();
  }

  @Test
  void whatIsRefusedAmongOthersIsRefusedAlone() {
    // Given: nobody has written in the second chat
    List.of(0, 2, 3).forEach(this::open);
    // When
    List<DeliveryResult> results =
        deliver(IntStream.range(0, 4).mapToObj(i -> send(i, "Hello")).toList());
    // Then
    assertThat(results)
        .containsExactly(
            Delivered.as("1"),
            Rejected.because(Reasons.RECIPIENT_UNREACHABLE),
            Delivered.as("1"),
            Delivered.as("1"));
    assertThat(simulator.packed()).isEqualTo(1);
  }

  @Test
  void repeatedCallSendsNothingTwice() {
    // Given
    open(0);
    simulator.fail(new Fault.AcceptWithoutAnswer(1));
    Step step = send(0, "Once");
    assertThat(deliver(List.of(step)).getFirst()).isInstanceOf(DeliveryResult.Unconfirmed.class);
    // When
    DeliveryResult again = deliver(List.of(step)).getFirst();
    // Then
    assertThat(again).isEqualTo(Delivered.as("1"));
    assertThat(simulator.shown(REF, peer(0))).hasSize(1);
  }

  @Test
  void lostAnswerOfManyIsInDoubtForEach() {
    // Given
    IntStream.range(0, 4).forEach(this::open);
    simulator.fail(new Fault.After(1, new Fault.AcceptWithoutAnswer(1)));
    // When
    List<DeliveryResult> results =
        deliver(IntStream.range(0, 4).mapToObj(i -> send(i, "Hello")).toList());
    // Then
    assertThat(results.getFirst()).isEqualTo(Delivered.as("1"));
    assertThat(results.subList(1, 4)).allMatch(DeliveryResult.Unconfirmed.class::isInstance);
  }
}
