package dev.milena.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;

/**
 * What was measured on. Numbers of two machines cannot be compared, and of one only while nothing
 * else runs there.
 */
final class Machine {
  private static final Path CONGESTION_CONTROL =
      Path.of("/proc/sys/net/ipv4/tcp_congestion_control");

  private Machine() {}

  /** In one line, as it is now: before anything is started. */
  static String description() {
    Runtime runtime = Runtime.getRuntime();
    return String.format(
        Locale.ROOT,
        "%d cores, shared by the measured, the load and the broker; %s %s, TCP with %s, Java %d;"
            + " load before it began %.1f; %s",
        runtime.availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        congestionControl(),
        Runtime.version().feature(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        LocalDate.now());
  }

  /** Linux only. */
  private static String congestionControl() {
    try {
      return Files.readString(CONGESTION_CONTROL).strip();
    } catch (IOException elsewhere) {
      return "whatever this system has";
    }
  }
}
