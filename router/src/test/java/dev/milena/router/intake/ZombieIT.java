package dev.milena.router.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Event;
import dev.milena.model.Topics;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import dev.milena.router.testing.Impatient;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a router does whose batch took longer than its partitions are surely its own. */
@QuarkusTest
@QuarkusTestResource(Backing.class)
@TestProfile(Impatient.class)
class ZombieIT {
  private static final AccountRef SHOP = new AccountRef("chat", "shop");

  @Inject AgroalDataSource database;
  @Inject Tables tables;

  @Test
  void batchThatGrewOldIsAbandonedUnsentAndDoneAgain() throws SQLException {
    try (Hub hub = new Hub()) {
      String chat = Hub.randomChat();
      Event first = Hub.event(SHOP, chat, "u1", Hub.text("0", "first"));
      hub.append(first);
      hub.awaitCausedBy(first, 1);
      List<Event> events =
          IntStream.rangeClosed(1, 20)
              .mapToObj(i -> Hub.event(SHOP, chat, "u1", Hub.text("m" + i, "text " + i)))
              .toList();

      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("LOCK TABLE relayed IN ACCESS EXCLUSIVE MODE");
        hub.appendAll(events);
        Awaitility.await().atMost(Hub.PATIENCE).until(this::aBatchHasWaitedTooLong);
        connection.rollback();
      }

      List<Command> commands = hub.awaitCommands(c -> c.to().conversation().equals(chat), 21);
      assertThat(commands)
          .extracting(c -> c.cause().orElseThrow())
          .startsWith(first.id())
          .containsOnlyOnceElementsOf(events.stream().map(Event::id).toList());
      assertThat(commands.subList(1, 21))
          .extracting(c -> c.cause().orElseThrow())
          .containsExactlyElementsOf(events.stream().map(Event::id).toList());
      assertThat(commands.get(1).again())
          .as("its transaction was committed, its commands were not sent")
          .isPresent();
      assertThat(hub.records(Topics.ACCEPTED, events.getFirst().id())).hasSize(1);
    }
  }

  private boolean aBatchHasWaitedTooLong() {
    return tables
        .one(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
                + " AND query LIKE 'INSERT INTO relayed%' AND now() - query_start > interval '2500 ms'")
        .equals("1");
  }
}
