package dev.milena.router.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * Waits for nothing that a slow machine does not need: two seconds instead of half a minute until a
 * batch is old, and no pause between the steps of an erasure.
 */
public final class Impatient implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "milena.router.erasures-every", "200ms",
        "milena.router.trim-every", "1h",
        "milena.router.trim-after", "0s",
        "milena.router.batch-age-max", "2s",
        "milena.router.transaction-timeout", "20s");
  }
}
