package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.TestKafka;
import dev.milena.model.Sealer;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The beans as an application gets them. */
@QuarkusTest
@QuarkusTestResource(WiringIT.Broker.class)
class WiringIT {
  private final ChannelsStart channels;
  private final Sealer sealer;

  @Inject
  WiringIT(ChannelsStart channels, Sealer sealer) {
    this.channels = channels;
    this.sealer = sealer;
  }

  @Test
  void accountsAreReadAndKafkaIsWarmBeforeChannelsStart() {
    assertThat(channels.accountsWereReady()).isTrue();
    assertThat(channels.kafkaWasReady()).isTrue();
  }

  @Test
  void sealerComesFromTheConfiguredKey() {
    assertThat(sealer.open(TestBus.sealer(Broker.KEY).seal(new byte[] {1}, "x"), "x"))
        .containsExactly(1);
  }

  /** Stands where the channels of a stage start. */
  @ApplicationScoped
  static class ChannelsStart {
    private final AccountTable accounts;
    private final BusStartup startup;
    private boolean accountsWereReady;
    private boolean kafkaWasReady;

    ChannelsStart(AccountTable accounts, BusStartup startup) {
      this.accounts = accounts;
      this.startup = startup;
    }

    void onStart(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
      accountsWereReady = accounts.ready();
      kafkaWasReady = startup.ready();
    }

    boolean accountsWereReady() {
      return accountsWereReady;
    }

    boolean kafkaWasReady() {
      return kafkaWasReady;
    }
  }

  /**
   * Also gives settings of others under the common prefix, which are none of this module's
   * business.
   */
  public static class Broker implements QuarkusTestResourceLifecycleManager {
    static final String KEY = TestBus.sealingKey();

    @Override
    public Map<String, String> start() {
      return Map.of(
          "kafka.bootstrap.servers",
          TestKafka.shared().bootstrapServers(),
          // It lives on beside other tests, whose accounts it could only complain of.
          "milena.accounts.filter",
          "nowhere/*",
          "milena.sealing-key",
          KEY,
          "milena.topics.partitions",
          "" + TestBus.PARTITIONS,
          "milena.telegram.accounts.support.token",
          "x",
          "milena.router.batch-max",
          "500");
    }

    @Override
    public void stop() {}
  }
}
