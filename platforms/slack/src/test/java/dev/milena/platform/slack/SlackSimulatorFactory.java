package dev.milena.platform.slack;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.util.List;

/** Slack in miniature, for whoever knows no platform by name. */
public final class SlackSimulatorFactory implements SimulatorFactory {
  @Override
  public String platform() {
    return SlackPlatform.KEY;
  }

  /** People on Slack ask. */
  @Override
  public boolean desk() {
    return false;
  }

  @Override
  public PlatformSimulator start(double pace) {
    return new SlackSimulator(pace);
  }

  @Override
  public List<Harness> harnesses(ApiClient http) {
    return List.of(new SlackHarness(http));
  }
}
