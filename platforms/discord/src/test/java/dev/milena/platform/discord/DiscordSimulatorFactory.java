package dev.milena.platform.discord;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.util.List;
import java.util.Optional;

/** Discord in miniature, for whoever knows no platform by name. */
public final class DiscordSimulatorFactory implements SimulatorFactory {
  @Override
  public String platform() {
    return DiscordPlatform.KEY;
  }

  /** People on Discord ask. */
  @Override
  public boolean desk() {
    return false;
  }

  @Override
  public PlatformSimulator start(double pace) {
    return new DiscordSimulator(pace);
  }

  @Override
  public List<Harness> harnesses(ApiClient http) {
    return List.of(new DiscordHarness(http, Optional.empty()));
  }
}
