package dev.milena.platform.web;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.util.List;

/** Visitors with browsers, for whoever knows no platform by name. */
public final class WebSimulatorFactory implements SimulatorFactory {
  @Override
  public String platform() {
    return WebPlatform.KEY;
  }

  /** Visitors ask. */
  @Override
  public boolean desk() {
    return false;
  }

  /** Each visitor is alone with whoever answers. */
  @Override
  public boolean rooms() {
    return false;
  }

  @Override
  public PlatformSimulator start(double pace) {
    return WebSimulator.withBrowsers(pace);
  }

  @Override
  public List<Harness> harnesses(ApiClient http) {
    return List.of(new WebHarness(http));
  }
}
