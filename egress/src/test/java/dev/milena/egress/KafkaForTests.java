package dev.milena.egress;

import dev.milena.backing.testing.TestKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Base64;
import java.util.Map;

/** Points the application at the broker that all tests of this JVM share. */
public class KafkaForTests implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    return Map.of(
        "kafka.bootstrap.servers",
        TestKafka.shared().bootstrapServers(),
        "milena.sealing-key",
        Base64.getEncoder().encodeToString(new byte[32]));
  }

  @Override
  public void stop() {}
}
