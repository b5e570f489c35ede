package dev.milena.platform.telegram;

import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;

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
  public PlatformSimulator start() {
    return new TelegramSimulator();
  }
}
