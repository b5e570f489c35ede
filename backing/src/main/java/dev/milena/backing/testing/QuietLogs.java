package dev.milena.backing.testing;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps what the services say of their every step out of test output; warnings remain. Set before
 * they start, which in Quarkus tests is before the application's own log levels count.
 */
final class QuietLogs {
  /** Held here, for the JDK forgets a logger, and its level with it, when nobody else does. */
  private static final List<Logger> TALKATIVE =
      List.of(
          Logger.getLogger("kafka"),
          Logger.getLogger("org.apache.kafka"),
          Logger.getLogger("state.change.logger"),
          Logger.getLogger("io.zonky.test"));

  private QuietLogs() {}

  static void set() {
    TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
  }
}
