package dev.milena.platform.discord;

import dev.milena.platform.ApiClient;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.HeardContract;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.OutboundContract;
import dev.milena.platform.testkit.StreamContract;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Discord keeps what every platform keeps. */
class DiscordContractTest {
  @Nested
  class Inbound extends HeardContract {
    @Override
    protected Rehearsal rehearsal() {
      return new DiscordRehearsal();
    }

    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new DiscordHarness(http, Optional.of(LoopbackHttp.sockets(vertx)));
    }
  }

  @Nested
  class Outbound extends OutboundContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new DiscordHarness(http, Optional.of(LoopbackHttp.sockets(vertx)));
    }
  }

  @Nested
  class Stream extends StreamContract {
    @Override
    protected Harness harness(Vertx vertx, ApiClient http) {
      return new DiscordHarness(http, Optional.of(LoopbackHttp.sockets(vertx)));
    }
  }
}
