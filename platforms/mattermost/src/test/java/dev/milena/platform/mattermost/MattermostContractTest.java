package dev.milena.platform.mattermost;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.InboundContract;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.OutboundContract;
import dev.milena.platform.testkit.StreamContract;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Nested;

/** Mattermost keeps what every platform keeps. */
class MattermostContractTest {
  private static Harness mattermost(Vertx vertx, ApiClient http) {
    return new MattermostHarness(http, LoopbackHttp.sockets(vertx));
  }

  @Nested
  class Inbound extends InboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return mattermost(vertx, http);
    }
  }

  @Nested
  class Outbound extends OutboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return mattermost(vertx, http);
    }
  }

  @Nested
  class Stream extends StreamContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return mattermost(vertx, http);
    }
  }
}
