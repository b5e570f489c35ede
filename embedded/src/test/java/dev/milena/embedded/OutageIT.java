package dev.milena.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.TestKafka;
import dev.milena.backing.testing.TestPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens while something that the hub stands on is away. */
@QuarkusTest
@QuarkusTestResource(BackingForTests.class)
class OutageIT {
  private final Town town;

  OutageIT(Town town) {
    this.town = town;
  }

  @BeforeEach
  void open() {
    town.open();
  }

  @Test
  void withoutKafkaThePlatformRepeatsUntilItIsTaken() {
    String chat = town.stranger();
    long refusedBefore = town.telegram().ledger().refused();
    TestKafka.shared().stop();
    try {
      town.telegram().write(town.bot, chat, "while Kafka is away");
      Town.await().until(() -> town.telegram().ledger().refused() > refusedBefore);
    } finally {
      TestKafka.shared().start();
    }

    Town.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(() -> town.desk(chat).equals(List.of("while Kafka is away")));
  }

  @Test
  void withoutPostgresIngressTakesAndTheRouterCatchesUp() {
    String chat = town.stranger();
    long refusedBefore = town.telegram().ledger().refused();
    long takenBefore = town.telegram().ledger().taken();
    TestPostgres.shared().stop();
    try {
      town.telegram().write(town.bot, chat, "one");
      town.telegram().write(town.bot, chat, "two");
      Town.await().until(() -> town.telegram().ledger().taken() >= takenBefore + 2);
      assertThat(town.telegram().ledger().refused()).isEqualTo(refusedBefore);
    } finally {
      TestPostgres.shared().start();
    }

    Town.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(() -> town.desk(chat).equals(List.of("one", "two")));
  }
}
