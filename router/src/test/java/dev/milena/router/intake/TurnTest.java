package dev.milena.router.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.Test;

class TurnTest {
  private final Turn first = Turn.first();
  private final Turn second = first.next();

  @Test
  void nextBatchIsWorkedOnWhileTheOneBeforeIsBeingSent() {
    UniAssertSubscriber<Void> next =
        first.nextMayBegin().subscribe().withSubscriber(UniAssertSubscriber.create());
    next.assertNotTerminated();

    first.sending();

    next.assertCompleted();
    assertThat(second.hasCome()).isFalse();
  }

  @Test
  void nextBatchIsSentOnlyAfterTheOneBefore() {
    first.sending();
    UniAssertSubscriber<Boolean> turn =
        second.come().subscribe().withSubscriber(UniAssertSubscriber.create());
    turn.assertNotTerminated();

    first.done(true);

    turn.assertCompleted().assertItem(true);
    assertThat(second.hasCome()).isTrue();
  }

  @Test
  void workBehindABatchThatStumbledIsDiscarded() {
    first.sending();

    first.done(false);

    assertThat(second.come().await().indefinitely()).isFalse();
  }

  @Test
  void batchThatSendsNothingHoldsNobodyUp() {
    first.done(true);

    assertThat(first.nextMayBegin().subscribeAsCompletionStage()).isCompleted();
  }
}
