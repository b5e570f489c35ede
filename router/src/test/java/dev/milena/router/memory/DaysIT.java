package dev.milena.router.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.router.testing.Backing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class DaysIT {
  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final UUID TOPIC = UUID.randomUUID();

  @Inject Days days;
  @Inject Memory memory;
  @Inject Pool pool;
  @Inject Tables tables;

  @Test
  void daysAreMadeBeforeTheyCome() {
    days.ready(Instant.now()).await().atMost(WITHIN);

    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    for (String table : List.of("seen", "relayed", "sent", "outcome", "decision")) {
      assertThat(partitions(table))
          .contains(
              name(table, today), name(table, today.plusDays(1)), name(table, today.plusDays(2)));
    }
  }

  @Test
  void onlyWholeDaysBeforeTheHorizonAreDropped() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    make("decision", today.minusDays(40));
    make("decision", today.minusDays(21));
    make("decision", today.minusDays(20));

    tables.run("SELECT drop_days('decision', DATE '" + today.minusDays(20) + "')");

    assertThat(partitions("decision"))
        .doesNotContain(
            name("decision", today.minusDays(40)), name("decision", today.minusDays(21)))
        .contains(name("decision", today.minusDays(20)), name("decision", today));
  }

  @Test
  void eventOfAWeekAgoIsStillARepeatAndIsRememberedOnce() {
    Instant lastWeek = Instant.now().minus(Duration.ofDays(7));
    make("seen", LocalDate.ofInstant(lastWeek, ZoneOffset.UTC));
    UUID event = UUID.randomUUID();
    remember(event, 5, lastWeek);

    assertThat(remember(event, 9, Instant.now())).isInstanceOf(Remembered.Repeat.class);
    assertThat(remember(event, 5, Instant.now()))
        .isInstanceOfSatisfying(
            Remembered.Again.class,
            again -> assertThat(again.firstSeen()).isBefore(Instant.now().minusSeconds(3600)));
    assertThat(tables.one("SELECT count(*) FROM seen WHERE event = '" + event + "'"))
        .isEqualTo("1");
  }

  private Remembered remember(UUID event, long position, Instant now) {
    Map<UUID, Remembered> found =
        pool.withTransaction(
                c -> memory.remember(c, List.of(new Sighting(event, TOPIC, 0, position)), now))
            .await()
            .atMost(WITHIN);
    return found.get(event);
  }

  private void make(String table, LocalDate day) {
    tables.run("SELECT ensure_days('" + table + "', DATE '" + day + "', DATE '" + day + "')");
  }

  private static String name(String table, LocalDate day) {
    return table + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private List<String> partitions(String table) {
    return tables.column(
        "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = '"
            + table
            + "'::regclass");
  }
}
