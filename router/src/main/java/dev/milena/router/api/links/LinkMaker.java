package dev.milena.router.api.links;

import dev.milena.model.ConversationRef;
import dev.milena.router.store.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes links by hand. A conversation that nobody has written in yet gets its row here; rows are
 * written in the order of their ids, as the pipeline does, so that the two cannot lock each other
 * out.
 */
@ApplicationScoped
class LinkMaker {
  private static final String PLACE =
      """
      INSERT INTO conversation (id, key, platform, account, workspace, external_id) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT DO NOTHING
      """;

  private static final String LINK =
      """
      INSERT INTO link (left_id, left_thread, right_id, right_thread, right_account, created_by)
      SELECT $1, $2, $3, $4, $5, $6
       WHERE NOT EXISTS (SELECT FROM link WHERE left_id = $3 AND left_thread = $4 AND right_id = $1 AND right_thread = $2)
      ON CONFLICT (left_id, left_thread, right_id, right_thread) DO NOTHING
      RETURNING id
      """;

  private final Pool pool;

  LinkMaker(Pool pool) {
    this.pool = pool;
  }

  /** One side of a link; a thread of "" means the conversation as a whole. */
  record Side(ConversationRef conversation, String thread) {}

  /** The id of the new link; absent when the two are linked already. */
  Uni<Optional<Long>> link(Side left, Side right, String by) {
    List<ConversationRef> places =
        Stream.of(left.conversation(), right.conversation())
            .sorted(Comparator.comparing(Ids::conversation))
            .toList();
    Tuple link =
        Tuple.of(
            Ids.conversation(left.conversation()),
            left.thread(),
            Ids.conversation(right.conversation()),
            right.thread(),
            right.conversation().account().key(),
            by);
    return pool.withTransaction(c ->
        place(c, places.getFirst())
            .chain(() -> place(c, places.getLast()))
            .chain(() -> c.preparedQuery(LINK).execute(link))
            .map(rows -> rows.stream().findFirst().map(row -> row.getLong("id"))));
  }

  private static Uni<Void> place(SqlConnection c, ConversationRef ref) {
    Tuple arguments =
        Tuple.of(
            Ids.conversation(ref),
            ref.key(),
            ref.account().platform(),
            ref.account().name(),
            ref.workspace().orElse(null),
            ref.id());
    return c.preparedQuery(PLACE).execute(arguments).replaceWithVoid();
  }
}
