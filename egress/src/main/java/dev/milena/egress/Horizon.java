package dev.milena.egress;

import dev.milena.bus.TopicsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** How long a command may wait before it is parked: not as long as topics keep its text. */
@ApplicationScoped
class Horizon {
  private static final int PARTS = 5;
  private static final int USED = 4;

  private final Duration length;

  Horizon(EgressConfig config, TopicsConfig topics) {
    this.length =
        config.horizon().orElseGet(() -> topics.retention().multipliedBy(USED).dividedBy(PARTS));
  }

  /** From when Kafka took the command. */
  Duration length() {
    return length;
  }
}
