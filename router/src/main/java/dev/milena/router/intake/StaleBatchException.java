package dev.milena.router.intake;

import java.time.Duration;

/**
 * A batch took so long that its partitions may be somebody else's by now: nothing of it was sent.
 */
final class StaleBatchException extends RuntimeException {
  StaleBatchException(Duration age) {
    super(
        "A batch was "
            + age.toSeconds()
            + " s old before it could be sent; it is tried again if it is still ours");
  }
}
