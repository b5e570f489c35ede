package dev.milena.platform.webim;

import dev.milena.platform.Toll;
import java.time.Duration;

/** What a call counts against: one limit per account, assumed, because Webim publishes none. */
final class Tolls {
  private Tolls() {}

  static Toll of(WebimSettings settings) {
    return new Toll(
        "calls", settings.callsPerSecond(), Duration.ofSeconds(1), settings.callsPerSecond());
  }
}
