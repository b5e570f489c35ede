package dev.milena.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.platform.testkit.Waiting;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a service does that calls the hub, where other tests do not look. */
class HttpServiceSimulatorTest {
  private static final double PACE = 0.02;

  private final Vertx vertx = Vertx.vertx();
  private final MiniHub hub = new MiniHub(vertx);
  private final AtomicReference<Instant> now = new AtomicReference<>();
  private final HttpServiceSimulator simulator = new HttpServiceSimulator(PACE, now::get);

  @AfterEach
  void close() {
    simulator.close();
    Waiting.on(vertx.close());
  }

  @Test
  void eachAttemptIsSignedWhenItIsMade() {
    // Given
    now.set(Instant.now().minus(HttpSignature.TOLERANCE.multipliedBy(2)));
    hub.serve(HttpFixtures.account(simulator.open(HttpFixtures.BOT, hub.url())));
    simulator.write(HttpFixtures.BOT, "789", "Hello");
    Awaitility.await().until(() -> hub.statuses().contains(401));

    // When
    now.set(Instant.now());

    // Then
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> hub.statuses().contains(200));
    assertThat(hub.events()).hasSize(1);
  }
}
