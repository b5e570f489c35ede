package dev.milena.platform.slack;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.InboundContract;
import dev.milena.platform.testkit.OutboundContract;
import dev.milena.platform.testkit.StreamContract;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Nested;

/** Slack keeps what every platform keeps. */
class SlackContractTest {
  @Nested
  class Inbound extends InboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new SlackHarness(vertx, http);
    }
  }

  @Nested
  class Outbound extends OutboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new SlackHarness(vertx, http);
    }
  }

  @Nested
  class Stream extends StreamContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new SlackHarness(vertx, http);
    }
  }
}
