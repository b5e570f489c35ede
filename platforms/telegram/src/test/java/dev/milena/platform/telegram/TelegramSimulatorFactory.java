package dev.milena.platform.telegram;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.time.InstantSource;
import java.util.List;

/** Telegram in miniature, for whoever knows no platform by name. */
public final class TelegramSimulatorFactory implements SimulatorFactory {
  @Override
  public String platform() {
    return TelegramPlatform.KEY;
  }

  /** People on Telegram ask. */
  @Override
  public boolean desk() {
    return false;
  }

  @Override
  public boolean leads() {
    return true;
  }

  @Override
  public PlatformSimulator start(double pace) {
    return new TelegramSimulator(pace, InstantSource.system());
  }

  @Override
  public List<Harness> harnesses(ApiClient http) {
    return List.of(new TelegramHarness(http));
  }
}
