package dev.milena.platform.webim;

import dev.milena.platform.Toll;
import java.time.Duration;

/** What a call counts against: one limit per account, assumed, because Webim publishes none. */
final class Tolls {
  /** Of a second's calls so many go at once: else a reply would wait a second behind bulk. */
  private static final int BURSTS_A_SECOND = 5;

  private Tolls() {}

  static Toll of(WebimSettings settings) {
    int permits = settings.callsPerSecond();
    return new Toll(
        "calls", permits, Duration.ofSeconds(1), Math.ceilDiv(permits, BURSTS_A_SECOND));
  }
}
