package dev.milena.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Says how fast the router is here; what it asserts is only that all of it comes through. */
@QuarkusTest
@QuarkusTestResource(Backing.class)
class SpeedIT {
  private static final Logger LOG = Logger.getLogger(SpeedIT.class);
  private static final AccountRef SHOP = new AccountRef("chat", "shop");
  private static final int CHATS = 200;
  private static final int EVENTS = 2_000;
  private static final int WARM_UP = 1;

  @Inject MeterRegistry meters;

  @Test
  void everyEventOfABurstIsTakenOnce() {
    try (Hub hub = new Hub()) {
      List<String> chats = new ArrayList<>();
      for (int i = 0; i < CHATS; i++) {
        chats.add(Hub.randomChat());
      }
      for (int i = 0; i < WARM_UP; i++) {
        burst(hub, chats, "warm" + i);
      }
      double batches = meters.get("milena.router.batch").timer().count();
      double working = meters.get("milena.router.batch").timer().totalTime(TimeUnit.MILLISECONDS);

      long began = System.nanoTime();
      double taken = burst(hub, chats, "hot");

      long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
      batches = meters.get("milena.router.batch").timer().count() - batches;
      working =
          meters.get("milena.router.batch").timer().totalTime(TimeUnit.MILLISECONDS) - working;
      LOG.infof(
          "%.0f events in %d ms: %.0f events/s; %.0f batches of %.1f ms (events, broker, database and reader share two cores)",
          taken, millis, taken * 1000 / millis, batches, working / batches);
      assertThat(taken).isEqualTo(EVENTS);
    }
  }

  private double burst(Hub hub, List<String> chats, String name) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      String chat = chats.get(i % CHATS);
      events.add(
          Hub.event(
              SHOP,
              chat,
              "user of " + chat,
              Hub.text(
                  name + i, "a message of the usual length, not too long and not too short " + i)));
    }
    double before = accepted();
    hub.appendAll(events);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> accepted() >= before + EVENTS);
    return accepted() - before;
  }

  private double accepted() {
    return meters.find("milena.router.events").tag("outcome", "accepted").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
