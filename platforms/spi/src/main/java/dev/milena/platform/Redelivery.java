package dev.milena.platform;

import java.time.Duration;

/**
 * Whether input that we could not take comes again.
 *
 * @param horizon how long the platform keeps repeating; zero: never
 * @param gapFillable whether what was missed can be asked for later
 */
public record Redelivery(Duration horizon, boolean gapFillable) {
  /** It comes once: what a refusal loses is counted. */
  public static final Redelivery NONE = new Redelivery(Duration.ZERO, false);

  public static Redelivery within(Duration horizon) {
    return new Redelivery(horizon, false);
  }
}
