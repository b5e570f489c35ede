package dev.milena.platform.webim;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.InboundContract;
import dev.milena.platform.testkit.OutboundContract;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Nested;

class WebimContractTest {
  @Nested
  class Inbound extends InboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new WebimHarness(http);
    }
  }

  @Nested
  class Outbound extends OutboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new WebimHarness(http);
    }
  }

  @Nested
  class RobotInbound extends InboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new WebimRobotHarness(http);
    }
  }

  @Nested
  class RobotOutbound extends OutboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new WebimRobotHarness(http);
    }
  }
}
