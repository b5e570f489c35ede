package dev.milena.platform.web;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.InboundContract;
import dev.milena.platform.testkit.OutboundContract;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Nested;

/** Chats on pages keep what every platform keeps. */
class WebContractTest {
  @Nested
  class Inbound extends InboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new WebHarness(http);
    }
  }

  @Nested
  class Outbound extends OutboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new WebHarness(http);
    }
  }
}
