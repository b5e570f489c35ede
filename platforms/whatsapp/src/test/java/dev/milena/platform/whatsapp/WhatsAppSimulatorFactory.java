package dev.milena.platform.whatsapp;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.time.InstantSource;
import java.util.List;

/** WhatsApp in miniature, for whoever knows no platform by name. */
public final class WhatsAppSimulatorFactory implements SimulatorFactory {
  @Override
  public String platform() {
    return WhatsAppPlatform.KEY;
  }

  /** People on WhatsApp ask. */
  @Override
  public boolean desk() {
    return false;
  }

  /** Each person is alone with the business, and no edit reaches a message that is there. */
  @Override
  public boolean rooms() {
    return false;
  }

  @Override
  public PlatformSimulator start(double pace) {
    return new WhatsAppSimulator(pace, InstantSource.system());
  }

  @Override
  public List<Harness> harnesses(ApiClient http) {
    return List.of(new WhatsAppHarness(http));
  }
}
