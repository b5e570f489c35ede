package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a dock's loop does with work. */
class VertxLoopTest {
  @Test
  void answerThatComesOnTheLoopGoesOnAtOnceAndAnyOtherInItsTurn() throws Exception {
    Vertx vertx = Vertx.vertx();
    VertxLoop loop = new VertxLoop(vertx);
    CompletableFuture<List<String>> order = new CompletableFuture<>();
    loop.execute(() -> {
      List<String> said = new ArrayList<>();
      loop.execute(() -> order.complete(said));
      loop.goOn(() -> said.add("answer"));
      said.add("rest");
    });
    assertThat(order.get(30, TimeUnit.SECONDS)).containsExactly("answer", "rest");
    CompletableFuture<Thread> from = new CompletableFuture<>();
    CompletableFuture<Thread> own = new CompletableFuture<>();
    loop.goOn(() -> from.complete(Thread.currentThread()));
    loop.execute(() -> own.complete(Thread.currentThread()));
    assertThat(from.get(30, TimeUnit.SECONDS)).isSameAs(own.get(30, TimeUnit.SECONDS));
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void whatComesWhenTheLoopHasEndedIsDropped() throws Exception {
    // Given
    Vertx vertx = Vertx.vertx();
    VertxLoop loop = new VertxLoop(vertx);
    CompletableFuture<Void> ran = new CompletableFuture<>();
    loop.execute(() -> ran.complete(null));
    ran.get(30, TimeUnit.SECONDS);
    Context context = vertx.getOrCreateContext();

    // When
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);

    // Then
    assertThatThrownBy(() -> context.runOnContext(ignored -> {}))
        .as("what Vert.x does of itself")
        .isInstanceOf(RejectedExecutionException.class);
    assertThatCode(() -> loop.execute(() -> {})).doesNotThrowAnyException();
  }
}
