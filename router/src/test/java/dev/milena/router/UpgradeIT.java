package dev.milena.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Topics;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/**
 * What a router of this version makes of what the next version's ingress, router and database hold.
 */
@QuarkusTest
@QuarkusTestResource(Backing.class)
class UpgradeIT {
  private static final AccountRef SHOP = new AccountRef("chat", "shop");

  @Inject Tables tables;
  @Inject Flyway flyway;

  /** White space, an unknown field at every level, numbers that no double holds: all stay. */
  private static final String NEWER =
      """
      { "platform":"chat", "account":"shop", "receivedAt":"2026-01-01T00:00:00Z", "novelty": {"a":[1, 2]},
        "conversation":{"id":"%s","type":"direct","mood":"sunny"},
        "sender":{"id":"u1","badge":12345678901234567890123},
        "message":{"id":"1","text":"hello","sparkle":1.10,
                   "attachments":[{"type":"hologram","url":"https://example.org/h","depth":3}]} }
      """;

  @Test
  void fieldsThatThisVersionDoesNotKnowPassByteForByteAndTheRestIsRelayed() {
    try (Hub hub = new Hub()) {
      String chat = Hub.randomChat();
      String id = "newer-" + UUID.randomUUID();
      ProducerRecord<String, byte[]> newer =
          raw(id, "message.created", chat, NEWER.formatted(chat));
      Records.setAttribute(newer.headers(), "novelty", "kept");

      hub.append(newer);

      ConsumerRecord<String, byte[]> accepted = hub.awaitRecord(Topics.ACCEPTED, id);
      assertThat(accepted.value()).isEqualTo(newer.value());
      assertThat(accepted.key()).isEqualTo(newer.key());
      assertThat(Records.find(accepted.headers(), "ce_novelty")).contains("kept");
      assertThat(Records.find(accepted.headers(), "ce_person")).isPresent();
      assertThat(hub.awaitCommands(c -> c.cause().filter(id::equals).isPresent(), 1)).hasSize(1);
    }
  }

  /** Else nobody could go back, and a router that dies in an upgrade would not come up again. */
  @Test
  void databaseThatANewerRouterHasMigratedKeepsNobodyFromStarting() {
    tables.run(
        """
        INSERT INTO flyway_schema_history
          (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
        SELECT max(installed_rank) + 1, '9999', 'of tomorrow', 'SQL', 'V9999__of_tomorrow.sql', 1, 'somebody', 1, true
          FROM flyway_schema_history
        """);
    try {
      assertThat(flyway.migrate().success).isTrue();
    } finally {
      tables.run("DELETE FROM flyway_schema_history WHERE version = '9999'");
    }
  }

  @Test
  void kindThatThisVersionDoesNotKnowPassesByteForByteAndIsRemembered() {
    try (Hub hub = new Hub()) {
      String chat = Hub.randomChat();
      String id = "newer-" + UUID.randomUUID();
      ProducerRecord<String, byte[]> newer =
          raw(id, "message.enchanted", chat, NEWER.formatted(chat));
      Event after = Hub.event(SHOP, chat, "u1", Hub.text("2", "after"));

      hub.append(newer);
      hub.append(newer);
      hub.append(after);

      hub.awaitAccepted(after);
      assertThat(hub.records(Topics.ACCEPTED, id)).hasSize(1);
      assertThat(hub.records(Topics.ACCEPTED, id).getFirst().value()).isEqualTo(newer.value());
      assertThat(hub.commands(c -> c.cause().filter(id::equals).isPresent())).isEmpty();
    }
  }

  /** A newer migration has run while this version is still at work. */
  @Test
  void columnsAndTablesOfTheNextVersionDisturbNobody() {
    for (String table : new String[] {"conversation", "participant", "link", "seen", "relayed"}) {
      tables.run("ALTER TABLE " + table + " ADD COLUMN novelty text DEFAULT 'new'");
    }
    try (Hub hub = new Hub()) {
      Event known = Hub.event(SHOP, Hub.randomChat(), "u1", Hub.text("1", "hello"));

      hub.append(known);

      assertThat(hub.awaitCausedBy(known, 1)).hasSize(1);
      hub.awaitAccepted(known);
    } finally {
      for (String table : new String[] {"conversation", "participant", "link", "seen", "relayed"}) {
        tables.run("ALTER TABLE " + table + " DROP COLUMN novelty");
      }
    }
  }

  private static ProducerRecord<String, byte[]> raw(
      String id, String kind, String chat, String data) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            Topics.EVENTS, "chat/shop/" + chat, data.getBytes(StandardCharsets.UTF_8));
    Map.of("specversion", "1.0", "id", id, "source", "/chat/shop", "type", "dev.milena." + kind)
        .forEach((name, value) -> Records.setAttribute(record.headers(), name, value));
    return record;
  }
}
