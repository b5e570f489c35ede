package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a dock's loop does with work. */
class VertxLoopTest {
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
