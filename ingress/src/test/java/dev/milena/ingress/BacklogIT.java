package dev.milena.ingress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tape;
import dev.milena.backing.testing.TestKafka;
import dev.milena.model.AccountRef;
import dev.milena.model.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** No router runs here: whatever is appended stays unprocessed. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class BacklogIT {
  private final Accounts accounts;
  private final MeterRegistry meters;

  BacklogIT(Accounts accounts, MeterRegistry meters) {
    this.accounts = accounts;
    this.meters = meters;
  }

  @Test
  void nothingIsTakenWhileKafkaMayDeleteWhatTheRouterHasNotRead() throws Exception {
    AccountRef hook = accounts.open(false);
    AccountRef stream = accounts.open(true);
    String waiting = TestKafka.randomName("text");
    assertThat(post(hook, "before").statusCode()).isEqualTo(200);

    retention(Duration.ofSeconds(5));
    try {
      await().until(() -> post(hook, "meanwhile").statusCode() == 503);
      assertThat(refusing()).isEqualTo(1);
      assertThat(post(hook, "meanwhile").header("retry-after")).isNotNull();
      ProbePlatform.Line.line(stream.name()).add(said(waiting));
      await().until(() -> refused(stream) > 0);
      assertThat(Tape.with(Topics.EVENTS, waiting)).isEmpty();
    } finally {
      retention(Duration.ofDays(1));
    }

    await().until(() -> post(hook, "after").statusCode() == 200);
    await().untilAsserted(() -> assertThat(Tape.with(Topics.EVENTS, waiting)).hasSize(1));
    assertThat(refusing()).isZero();
  }

  private double refusing() {
    return meters.get("milena.ingress.backlog.refusing").gauge().value();
  }

  private double refused(AccountRef account) {
    return meters
        .find("milena.ingress.unavailable")
        .tags("account", account.name())
        .counters()
        .stream()
        .mapToDouble(io.micrometer.core.instrument.Counter::count)
        .sum();
  }

  private static Response post(AccountRef account, String text) {
    return given().header("x-probe-secret", "open-sesame").body(said(text)).post("/in/" + account);
  }

  private static String said(String text) {
    return "{\"chat\":\"c\",\"id\":\"" + text + "\",\"text\":\"" + text + "\"}";
  }

  private static void retention(Duration time) throws InterruptedException, ExecutionException {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))) {
      ConfigEntry entry =
          new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, Long.toString(time.toMillis()));
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS),
                  List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(40));
  }
}
