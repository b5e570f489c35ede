package dev.milena.platform;

import java.time.Duration;

/**
 * A limit of the platform that a call counts against. It holds at the platform, whatever holds
 * calls up on their way: for that, a call counts from when it begins until {@code per} after its
 * answer, so that a limit's calls may take a round trip longer than it says.
 *
 * <p>Whoever takes an account over sends nothing for {@code per}. A long limit may be said as a
 * shorter one: 2 in 6 seconds are no more than 20 in any minute.
 *
 * @param bucket names the limit inside the account, for example {@code chat/123}; at most as many
 *     as there are conversations
 * @param permits at most so many calls
 * @param per in any stretch of this time
 * @param burst so many at once after a rest, then evenly; from 1 to {@code permits}
 */
public record Toll(String bucket, int permits, Duration per, int burst) {
  public Toll {
    if (permits < 1 || per.isNegative() || per.isZero()) {
      throw new IllegalArgumentException(
          "A limit lets at least one call through in some time: " + bucket);
    }
    if (burst < 1 || burst > permits) {
      throw new IllegalArgumentException(
          "At once go at least one and at most all permits: " + bucket);
    }
  }
}
