package dev.milena.platform.vk;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.InboundContract;
import dev.milena.platform.testkit.OutboundContract;
import dev.milena.platform.testkit.StreamContract;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Nested;

/** VK keeps what every platform keeps. */
class VkContractTest {
  @Nested
  class Inbound extends InboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new VkHarness(http);
    }
  }

  @Nested
  class Outbound extends OutboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new VkHarness(http);
    }
  }

  @Nested
  class Stream extends StreamContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new VkHarness(http);
    }
  }
}
