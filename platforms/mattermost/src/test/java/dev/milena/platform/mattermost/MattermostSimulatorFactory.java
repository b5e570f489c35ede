package dev.milena.platform.mattermost;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Mattermost in miniature, for whoever knows no platform by name. */
public final class MattermostSimulatorFactory implements SimulatorFactory {
  @Override
  public String platform() {
    return MattermostPlatform.KEY;
  }

  /** People on Mattermost ask. */
  @Override
  public boolean desk() {
    return false;
  }

  /** The server repeats nothing, so it has no pace. */
  @Override
  public PlatformSimulator start(double pace) {
    return new MattermostSimulator();
  }

  @Override
  public List<Harness> harnesses(ApiClient http) {
    return List.of(
        new MattermostHarness(
            http,
            (_, _, _) ->
                Uni.createFrom()
                    .failure(new UnsupportedOperationException("Nobody listens here"))));
  }
}
