package dev.milena.chaos;

import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.PlatformSimulator.Fault.Close;
import dev.milena.platform.testkit.PlatformSimulator.Fault.Forget;
import dev.milena.platform.testkit.PlatformSimulator.Fault.Silence;
import java.time.Duration;
import java.util.List;

/**
 * What happens to sockets. Which replica has them changes under {@code stop-ingress}, {@code
 * kill-ingress} and {@code freeze-ingress}.
 */
final class SocketFaults {
  /** Longer than the first pause after a loss, so that most are open again when the next comes. */
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  /** Long enough for people to write into it. */
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private SocketFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.unheard("sockets-closed", SocketFaults::closeWithEachCode),
        new Fault("sockets-silent", a -> everywhere(a, new Silence())),
        Fault.unheard("sockets-forgotten", a -> everywhere(a, new Forget())));
  }

  private static List<PlatformSimulator> platforms(Arena arena) {
    return arena.cast().busySimulators().stream().filter(s -> !s.closeCodes().isEmpty()).toList();
  }

  private static void everywhere(Arena arena, PlatformSimulator.Fault fault)
      throws InterruptedException {
    platforms(arena).forEach(s -> s.fail(fault));
    Arena.pause(A_WHILE);
  }

  private static void closeWithEachCode(Arena arena) throws InterruptedException {
    List<PlatformSimulator> platforms = platforms(arena);
    int most = platforms.stream().mapToInt(s -> s.closeCodes().size()).max().orElse(0);
    for (int i = 0; i < most; i++) {
      for (PlatformSimulator platform : platforms) {
        List<Integer> codes = platform.closeCodes();
        if (i < codes.size()) {
          platform.fail(new Close(codes.get(i)));
        }
      }
      Arena.pause(BETWEEN);
    }
  }
}
