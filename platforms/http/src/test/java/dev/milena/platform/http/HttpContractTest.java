package dev.milena.platform.http;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.InboundContract;
import dev.milena.platform.testkit.OutboundContract;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Nested;

/** A service keeps what every platform keeps. */
class HttpContractTest {
  @Nested
  class Inbound extends InboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new HttpHarness(http);
    }
  }

  @Nested
  class Outbound extends OutboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new HttpHarness(http);
    }
  }
}
