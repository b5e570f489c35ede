package dev.milena.platform.whatsappqr;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.util.List;

/** Starts sidecars in miniature, for whoever knows no platform by name. */
public final class WhatsAppQrSimulatorFactory implements SimulatorFactory {
  @Override
  public String platform() {
    return WhatsAppQrPlatform.KEY;
  }

  @Override
  public boolean desk() {
    return false;
  }

  /**
   * Groups can be linked; at one call a second nobody would wait for all that is played in rooms.
   */
  @Override
  public boolean rooms() {
    return false;
  }

  /** Nothing is repeated here: whoever asks is told. */
  @Override
  public PlatformSimulator start(double pace) {
    return new WhatsAppQrSimulator();
  }

  @Override
  public List<Harness> harnesses(ApiClient http) {
    return List.of(new WhatsAppQrHarness(http));
  }
}
