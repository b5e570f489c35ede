package dev.milena.platform.testkit;

import dev.milena.platform.ApiClient;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Starts the simulator of one platform. Found by {@link ServiceLoader}, so that the demo knows no
 * platform by name.
 */
public interface SimulatorFactory {
  /** Key of the platform. */
  String platform();

  /** Whether those who answer sit there (a desk), rather than those who ask. */
  boolean desk();

  /** Whether what people do in one conversation can be shown to those of another, deed by deed. */
  default boolean rooms() {
    return !desk();
  }

  /** Whether it is the one to play where nobody says which. */
  default boolean leads() {
    return false;
  }

  /** Starts one on a free port of loopback, as slow as the platform is. */
  default PlatformSimulator start() {
    return start(1);
  }

  /**
   * Starts one on a free port of loopback.
   *
   * @param pace how long a second of the platform's takes, where it repeats what was not taken: 0.1
   *     for a tenth
   */
  PlatformSimulator start(double pace);

  /**
   * The platform as its contracts hold it, once for each kind of account that reads inputs in
   * another way; each with a simulator of its own.
   */
  List<Harness> harnesses(ApiClient http);

  /** Every simulator on the class path, by key, but for those that lead, which come first. */
  static List<SimulatorFactory> all() {
    return ServiceLoader.load(SimulatorFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(
            Comparator.comparing(SimulatorFactory::leads)
                .reversed()
                .thenComparing(SimulatorFactory::platform))
        .toList();
  }
}
