package dev.milena.platform.webim;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.util.List;

/** Starts the desk. */
public final class WebimSimulatorFactory implements SimulatorFactory {
  @Override
  public String platform() {
    return WebimPlatform.KEY;
  }

  @Override
  public boolean desk() {
    return true;
  }

  /** Where nobody says which desk, it is this one. */
  @Override
  public boolean leads() {
    return true;
  }

  @Override
  public PlatformSimulator start(double pace) {
    return new WebimSimulator(pace);
  }

  @Override
  public List<Harness> harnesses(ApiClient http) {
    return List.of(new WebimHarness(http), new WebimRobotHarness(http));
  }
}
