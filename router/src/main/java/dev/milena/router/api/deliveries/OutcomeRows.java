package dev.milena.router.api.deliveries;

import dev.milena.router.api.deliveries.DeliveryView.Part;
import dev.milena.router.store.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what the pipeline has written down about commands. */
@ApplicationScoped
class OutcomeRows {
  /**
   * By the command, or by the request that caused it: a message to a person is one command for each
   * of their places. The condition on the prefix lets Postgres use the index that has it. A command
   * that was settled over midnight has two rows, and the later one counts. 64 are four times the
   * places that one person is reached in.
   */
  private static final String OUTCOMES =
      """
      SELECT DISTINCT ON (command) command, key, result, reason, step, steps, attempt, degraded, at FROM (
        SELECT * FROM outcome WHERE command = $1
        UNION ALL
        SELECT * FROM outcome WHERE cause = $2 AND cause LIKE 'milena/api/%') o
       ORDER BY command, at DESC LIMIT 64
      """;

  /** A message that is split becomes a few. */
  private static final String MESSAGES =
      "SELECT command, message FROM sent WHERE command = ANY($1) ORDER BY command, step, message LIMIT 1000";

  private static final String DROPPED = "SELECT reason FROM decision WHERE event = $1 LIMIT 1";

  private static final String SEEN = "SELECT FROM seen WHERE event = $1 LIMIT 1";

  private final Pool pool;

  OutcomeRows(Pool pool) {
    this.pool = pool;
  }

  Uni<List<Part>> find(UUID command, String cause) {
    return pool.preparedQuery(OUTCOMES)
        .execute(Tuple.of(command, cause))
        .map(rows -> rows.stream().toList())
        .chain(rows -> messages(rows).map(ids -> rows.stream().map(r -> part(r, ids)).toList()));
  }

  private Uni<Map<UUID, List<String>>> messages(List<Row> outcomes) {
    if (outcomes.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    UUID[] commands = outcomes.stream().map(r -> r.getUUID("command")).toArray(UUID[]::new);
    return pool.preparedQuery(MESSAGES)
        .execute(Tuple.tuple().addArrayOfUUID(commands))
        .map(rows -> {
          Map<UUID, List<String>> found = new HashMap<>();
          rows.forEach(r ->
              found
                  .computeIfAbsent(r.getUUID("command"), c -> new ArrayList<>())
                  .add(r.getString("message")));
          return found;
        });
  }

  private static Part part(Row row, Map<UUID, List<String>> messages) {
    return new Part(
        Ids.command(row.getUUID("command")),
        row.getString("key"),
        row.getString("result"),
        Optional.ofNullable(row.getString("reason")),
        row.getInteger("step"),
        row.getInteger("steps"),
        row.getInteger("attempt"),
        List.of(row.getArrayOfStrings("degraded")),
        messages.getOrDefault(row.getUUID("command"), List.of()),
        row.getOffsetDateTime("at").toInstant());
  }

  /** Why the router sent nothing for an event. */
  Uni<Optional<String>> dropped(UUID event) {
    return pool.preparedQuery(DROPPED)
        .execute(Tuple.of(event))
        .map(rows -> rows.stream().findFirst().map(r -> r.getString("reason")));
  }

  /** Whether the router has taken an event. */
  Uni<Boolean> seen(UUID event) {
    return pool.preparedQuery(SEEN).execute(Tuple.of(event)).map(rows -> rows.size() > 0);
  }
}
