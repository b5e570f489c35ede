package dev.milena.platform.http;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.util.List;

/** Services in miniature, for whoever knows no platform by name. */
public final class HttpSimulatorFactory implements SimulatorFactory {
  @Override
  public String platform() {
    return HttpPlatform.KEY;
  }

  /** Services answer. */
  @Override
  public boolean desk() {
    return true;
  }

  @Override
  public PlatformSimulator start(double pace) {
    return new HttpServiceSimulator(pace);
  }

  @Override
  public List<Harness> harnesses(ApiClient http) {
    return List.of(new HttpHarness(http));
  }
}
