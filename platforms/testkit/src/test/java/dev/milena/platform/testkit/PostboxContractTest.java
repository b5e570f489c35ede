package dev.milena.platform.testkit;

import dev.milena.platform.ApiClient;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Nested;

/** The contracts can be kept: a platform that does as they say passes them. */
class PostboxContractTest {
  @Nested
  class Inbound extends InboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new PostboxHarness(http);
    }
  }

  @Nested
  class Outbound extends OutboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new PostboxHarness(http);
    }
  }

  @Nested
  class Stream extends StreamContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new PostboxHarness(http);
    }
  }
}
