package dev.milena.router.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.Ports;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client says too late, where nothing listens. */
class LateTimersTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final List<Throwable> reported = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** A statement that nobody answers; returns when it has failed. */
  private void ask() {
    Pool pool =
        PgBuilder.pool()
            .with(
                new PoolOptions()
                    .setConnectionTimeout(100)
                    .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
            .connectingTo(
                new PgConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(Ports.free())
                    .setUser("nobody")
                    .setDatabase("none"))
            .using(vertx)
            .build();
    assertThat(pool.query("SELECT 1").execute().toCompletionStage()).failsWithin(LONG);
  }

  @Test
  void clientStillSaysIt() {
    vertx.exceptionHandler(reported::add);

    ask();

    Awaitility.await().atMost(LONG).until(() -> !reported.isEmpty());
    assertThat(reported).extracting(Throwable::getMessage).contains("Result is already complete");
  }

  @Test
  void onlyThatIsPassedOver() {
    // Given
    vertx.exceptionHandler(reported::add);
    ask();
    Awaitility.await().atMost(LONG).until(() -> !reported.isEmpty());
    Throwable late = reported.getFirst();
    reported.clear();
    LateTimers.passOver(vertx);

    // When
    IllegalStateException ours = new IllegalStateException("Result is already complete");
    vertx.exceptionHandler().handle(late);
    vertx.exceptionHandler().handle(ours);

    // Then
    assertThat(reported).containsExactly(ours);
  }
}
