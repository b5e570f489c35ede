package dev.milena.platform.vk;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.time.InstantSource;
import java.util.List;

/** VK in miniature, for whoever knows no platform by name. */
public final class VkSimulatorFactory implements SimulatorFactory {
  @Override
  public String platform() {
    return VkPlatform.KEY;
  }

  /** People on VK ask. */
  @Override
  public boolean desk() {
    return false;
  }

  @Override
  public PlatformSimulator start(double pace) {
    return new VkSimulator(pace, InstantSource.system());
  }

  @Override
  public List<Harness> harnesses(ApiClient http) {
    return List.of(new VkHarness(http));
  }
}
