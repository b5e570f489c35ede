package dev.milena.platform.whatsappqr;

import dev.milena.platform.ApiClient;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.HeardContract;
import dev.milena.platform.testkit.OutboundContract;
import dev.milena.platform.testkit.StreamContract;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Nested;

/** Linked numbers keep what every platform keeps. */
class WhatsAppQrContractTest {
  @Nested
  class Inbound extends HeardContract {
    @Override
    protected Rehearsal rehearsal() {
      return new WhatsAppQrRehearsal();
    }

    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new WhatsAppQrHarness(http);
    }
  }

  @Nested
  class Outbound extends OutboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new WhatsAppQrHarness(http);
    }
  }

  @Nested
  class Stream extends StreamContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new WhatsAppQrHarness(http);
    }
  }
}
