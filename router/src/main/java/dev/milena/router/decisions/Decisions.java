package dev.milena.router.decisions;

import dev.milena.router.decisions.Decision.Outcome;
import dev.milena.router.memory.Days;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Writes decisions down, a batch in one statement, and finds them again when the router starts
 * over.
 */
@ApplicationScoped
public class Decisions {
  private static final String WRITE =
      """
      INSERT INTO decision (day, event, event_id, account, conversation, sender, outcome, reason, rule, told, at)
      SELECT $10, i.*, $11 FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bool[]) AS i
      ORDER BY 2
      ON CONFLICT DO NOTHING
      """;

  private static final String READ =
      "SELECT event, event_id, account, conversation, sender, outcome, reason, rule, told FROM decision WHERE event = ANY($1)";

  public Uni<Void> write(SqlConnection connection, Collection<Decision> decisions, Instant now) {
    if (decisions.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Decision> sorted =
        decisions.stream().sorted(Comparator.comparing(Decision::event)).toList();
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(sorted.stream().map(Decision::event).toArray(UUID[]::new))
            .addArrayOfString(texts(sorted, Decision::eventId))
            .addArrayOfString(texts(sorted, Decision::account))
            .addArrayOfString(texts(sorted, d -> d.conversation().orElse(null)))
            .addArrayOfString(texts(sorted, d -> d.sender().orElse(null)))
            .addArrayOfString(texts(sorted, d -> word(d.outcome())))
            .addArrayOfString(texts(sorted, Decision::reason))
            .addArrayOfString(texts(sorted, d -> d.rule().orElse(null)))
            .addArrayOfBoolean(sorted.stream().map(Decision::told).toArray(Boolean[]::new))
            .addLocalDate(Days.day(now))
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
    return connection.preparedQuery(WRITE).execute(arguments).replaceWithVoid();
  }

  /** What was decided on these events before, by event, as far as this version understands it. */
  public Uni<Map<UUID, Decision>> find(SqlConnection connection, Collection<UUID> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return connection
        .preparedQuery(READ)
        .execute(Tuple.tuple().addArrayOfUUID(events.toArray(UUID[]::new)))
        .map(rows -> {
          Map<UUID, Decision> found = new HashMap<>();
          rows.forEach(row ->
              outcome(row)
                  .ifPresent(outcome -> found.put(row.getUUID("event"), read(row, outcome))));
          return found;
        });
  }

  /** Absent: a newer version decided it, in a word that this one does not know. */
  private static Optional<Outcome> outcome(Row row) {
    return Arrays.stream(Outcome.values())
        .filter(o -> word(o).equals(row.getString("outcome")))
        .findFirst();
  }

  private static Decision read(Row row, Outcome outcome) {
    return new Decision(
        row.getUUID("event"),
        row.getString("event_id"),
        row.getString("account"),
        Optional.ofNullable(row.getString("conversation")),
        Optional.ofNullable(row.getString("sender")),
        outcome,
        row.getString("reason"),
        Optional.ofNullable(row.getString("rule")),
        row.getBoolean("told"));
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static String[] texts(List<Decision> rows, Function<Decision, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }
}
