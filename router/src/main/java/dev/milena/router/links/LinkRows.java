package dev.milena.router.links;

import dev.milena.model.ConversationRef;
import dev.milena.router.store.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The rows of links. Rows are written in the order of their ids. */
@ApplicationScoped
class LinkRows {
  /**
   * Walks from each corner over its links and theirs, and remembers whether one of them was made by
   * hand. UNION drops what was visited before, and so the walk ends. 64 ends of one corner are
   * taken: more copies of one message than that help nobody.
   */
  private static final String REACH =
      """
      WITH RECURSIVE walk(start, start_thread, at, at_thread, room) AS (
        SELECT s.id, s.thread, s.id, s.thread, false FROM unnest($1::uuid[], $2::text[]) AS s(id, thread)
        UNION
        SELECT w.start, w.start_thread, e.there, e.there_thread, w.room OR e.route IS NULL
          FROM walk w JOIN link_end e ON e.here = w.at AND (e.here_thread = w.at_thread OR e.here_thread = ''))
      SELECT start, start_thread, id, key, at_thread, desk, room FROM (
        SELECT w.*, c.id, c.key, c.desk, row_number() OVER (PARTITION BY w.start, w.start_thread ORDER BY c.key, w.at_thread) AS n
          FROM (SELECT start, start_thread, at, at_thread, bool_and(room) AS room FROM walk GROUP BY 1, 2, 3, 4) w
          JOIN conversation c ON c.id = w.at
         WHERE NOT (w.at = w.start AND (w.at_thread = w.start_thread OR w.at_thread = ''))) r
       WHERE n <= 64
      """;

  /**
   * Takes only what is free: no link from there to that account yet, and no other visitor in that
   * conversation.
   */
  private static final String OPEN =
      """
      WITH wanted AS (
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
          AS w(left_id, right_id, right_key, right_account, platform, account, external_id, route)),
      free AS (
        SELECT w.* FROM wanted w
         WHERE NOT EXISTS (SELECT FROM link l WHERE l.route IS NOT NULL AND l.left_id = w.left_id
                              AND l.left_thread = '' AND l.right_account = w.right_account)
           AND NOT EXISTS (SELECT FROM link l WHERE l.route IS NOT NULL AND l.right_id = w.right_id AND l.right_thread = '')),
      desks AS (
        INSERT INTO conversation AS c (id, key, platform, account, external_id, kind, desk)
        SELECT DISTINCT ON (right_id) right_id, right_key, platform, account, external_id, 'direct', true
          FROM free ORDER BY right_id
        ON CONFLICT (id) DO UPDATE SET desk = true, participant = NULL)
      INSERT INTO link (left_id, right_id, right_account, route)
      SELECT left_id, right_id, right_account, route FROM free ORDER BY left_id, right_account
      ON CONFLICT DO NOTHING
      """;

  /**
   * Asked for what is missing, and not for what is there: that leaves Postgres no other way than to
   * look each one up. A join it may turn round, and go through all links instead.
   */
  private static final String UNOPENED =
      """
      SELECT w.left_id, w.right_account FROM unnest($1::uuid[], $2::text[]) AS w(left_id, right_account)
       WHERE NOT EXISTS (SELECT FROM link l WHERE l.route IS NOT NULL AND l.left_id = w.left_id
                            AND l.left_thread = '' AND l.right_account = w.right_account)
      """;

  /**
   * The chat's new row is made if need be; links that would then be there twice stay behind and go.
   */
  private static final List<String> MOVE =
      List.of(
          """
          INSERT INTO conversation (id, key, platform, account, workspace, external_id, kind, title, participant, desk)
          SELECT $2, $3, platform, account, workspace, $4, kind, title, participant, desk FROM conversation WHERE id = $1
          ON CONFLICT (id) DO UPDATE SET desk = conversation.desk OR excluded.desk
          """,
          """
          UPDATE link l SET left_id = $2 WHERE left_id = $1 AND right_id <> $2
             AND NOT EXISTS (SELECT FROM link o WHERE o.left_id = $2 AND o.left_thread = l.left_thread
                                AND (o.right_id = l.right_id OR (l.route IS NOT NULL AND o.route IS NOT NULL AND o.right_account = l.right_account)))
          """,
          """
          UPDATE link l SET right_id = $2 WHERE right_id = $1 AND left_id <> $2
             AND NOT EXISTS (SELECT FROM link o WHERE o.right_id = $2 AND o.right_thread = l.right_thread
                                AND (o.left_id = l.left_id OR (l.route IS NOT NULL AND o.route IS NOT NULL)))
          """,
          "DELETE FROM link WHERE left_id = $1 OR right_id = $1",
          "UPDATE conversation SET moved_to = $2 WHERE id = $1");

  Uni<Map<Corner, List<Far>>> reach(SqlConnection connection, Set<Corner> corners) {
    if (corners.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    List<Corner> list = List.copyOf(corners);
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(list.stream().map(Corner::conversation).toArray(UUID[]::new))
            .addArrayOfString(list.stream().map(Corner::thread).toArray(String[]::new));
    return connection.preparedQuery(REACH).execute(arguments).map(LinkRows::far);
  }

  private static Map<Corner, List<Far>> far(RowSet<Row> rows) {
    Map<Corner, List<Far>> found = new HashMap<>();
    for (Row row : rows) {
      Corner start = new Corner(row.getUUID("start"), row.getString("start_thread"));
      Optional<String> thread = Optional.of(row.getString("at_thread")).filter(t -> !t.isEmpty());
      ConversationRef ref = ConversationRef.parse(row.getString("key"));
      found
          .computeIfAbsent(start, s -> new ArrayList<>())
          .add(
              new Far(
                  row.getUUID("id"), ref, thread, row.getBoolean("desk"), row.getBoolean("room")));
    }
    return found;
  }

  Uni<Void> open(SqlConnection connection, List<Opening> openings, int choice) {
    List<Opening> sorted =
        openings.stream()
            .filter(o -> o.visitorIds().size() > choice)
            .sorted(Comparator.comparing(Opening::from).thenComparing(o -> o.desk().key()))
            .toList();
    if (sorted.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(sorted.stream().map(Opening::from).toArray(UUID[]::new))
            .addArrayOfUUID(sorted.stream().map(o -> o.thereId(choice)).toArray(UUID[]::new))
            .addArrayOfString(
                sorted.stream().map(o -> o.there(choice).key()).toArray(String[]::new))
            .addArrayOfString(sorted.stream().map(o -> o.desk().key()).toArray(String[]::new))
            .addArrayOfString(sorted.stream().map(o -> o.desk().platform()).toArray(String[]::new))
            .addArrayOfString(sorted.stream().map(o -> o.desk().name()).toArray(String[]::new))
            .addArrayOfString(
                sorted.stream().map(o -> o.visitorIds().get(choice)).toArray(String[]::new))
            .addArrayOfString(sorted.stream().map(Opening::route).toArray(String[]::new));
    return connection.preparedQuery(OPEN).execute(arguments).replaceWithVoid();
  }

  /** Those that have no link yet: their first choice belongs to another visitor. */
  Uni<List<Opening>> unopened(SqlConnection connection, List<Opening> openings) {
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(openings.stream().map(Opening::from).toArray(UUID[]::new))
            .addArrayOfString(openings.stream().map(o -> o.desk().key()).toArray(String[]::new));
    return connection
        .preparedQuery(UNOPENED)
        .execute(arguments)
        .map(rows -> {
          Set<String> unopened = new HashSet<>();
          rows.forEach(row -> unopened.add(row.getUUID(0) + " " + row.getString(1)));
          return openings.stream()
              .filter(o -> unopened.contains(o.from() + " " + o.desk().key()))
              .toList();
        });
  }

  Uni<Void> move(SqlConnection connection, Move move) {
    UUID from = Ids.conversation(move.from());
    UUID to = Ids.conversation(move.to());
    Tuple both = Tuple.of(from, to);
    return connection
        .preparedQuery(MOVE.get(0))
        .execute(Tuple.of(from, to, move.to().key(), move.to().id()))
        .chain(() -> connection.preparedQuery(MOVE.get(1)).execute(both))
        .chain(() -> connection.preparedQuery(MOVE.get(2)).execute(both))
        .chain(() -> connection.preparedQuery(MOVE.get(3)).execute(Tuple.of(from)))
        .chain(() -> connection.preparedQuery(MOVE.get(4)).execute(both))
        .replaceWithVoid();
  }
}
