package dev.milena.platform;

import java.time.Duration;

/**
 * A limit of the platform that a call counts against.
 *
 * @param bucket names the limit inside the account, for example {@code chat/123}; at most as many
 *     as there are conversations
 * @param permits so many calls
 * @param per in this time
 * @param burst so many at once after a rest; at least 1
 */
public record Toll(String bucket, int permits, Duration per, int burst) {
  public Toll {
    if (permits < 1 || burst < 1 || per.isNegative() || per.isZero()) {
      throw new IllegalArgumentException(
          "A limit lets at least one call through in some time: " + bucket);
    }
  }
}
