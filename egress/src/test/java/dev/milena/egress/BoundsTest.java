package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BoundsTest {
  private static final Duration BOUND = Duration.ofSeconds(15);

  private final FakeTime time = new FakeTime();
  private final Bounds<String> bounds = new Bounds<>(time, "silence");

  private Optional<String> cutOff = Optional.empty();

  private CompletableFuture<String> call(Uni<String> call) {
    return bounds.within(BOUND, () -> cutOff, call).subscribeAsCompletionStage();
  }

  @Test
  void callThatIsNotEndedIsEndedAndCancelledSoonAfterItsTime() {
    CompletableFuture<String> silent = new CompletableFuture<>();
    CompletableFuture<String> answer = call(Uni.createFrom().completionStage(silent));
    time.pass(BOUND.minusMillis(1));
    assertThat(answer).isNotDone();
    time.pass(Duration.ofSeconds(1));
    assertThat(answer).isCompletedWithValue("silence");
    assertThat(silent).isCancelled();
  }

  @Test
  void eachCallHasItsOwnTime() {
    CompletableFuture<String> first = call(Uni.createFrom().nothing());
    time.pass(Duration.ofSeconds(10));
    CompletableFuture<String> second = call(Uni.createFrom().nothing());
    time.pass(Duration.ofSeconds(6));
    assertThat(first).isCompletedWithValue("silence");
    assertThat(second).isNotDone();
    time.pass(Duration.ofSeconds(10));
    assertThat(second).isCompletedWithValue("silence");
  }

  @Test
  void callThatIsToEndNowIsEndedAndCancelledAtTheNextLook() {
    CompletableFuture<String> silent = new CompletableFuture<>();
    CompletableFuture<String> answer = call(Uni.createFrom().completionStage(silent));
    time.pass(Duration.ofSeconds(5));
    assertThat(answer).isNotDone();
    cutOff = Optional.of("cut off");
    time.pass(Bounds.LOOK);
    assertThat(answer).isCompletedWithValue("cut off");
    assertThat(silent).isCancelled();
  }

  @Test
  void whatTheCallSaysIsPassedOn() {
    assertThat(call(Uni.createFrom().item("answer"))).isCompletedWithValue("answer");
    assertThat(call(Uni.createFrom().failure(new IllegalStateException("defect"))))
        .isCompletedExceptionally();
  }
}
