package dev.milena.platform.telegram;

import dev.milena.platform.ApiClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.InboundContract;
import dev.milena.platform.testkit.OutboundContract;
import dev.milena.platform.testkit.StreamContract;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Nested;

/** Telegram keeps what every platform keeps. */
class TelegramContractTest {
  @Nested
  class Inbound extends InboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new TelegramHarness(http);
    }
  }

  @Nested
  class Outbound extends OutboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new TelegramHarness(http);
    }
  }

  @Nested
  class Stream extends StreamContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new TelegramHarness(http);
    }
  }
}
