package dev.milena.router.api.decisions;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Reads the decisions that the pipeline has written down, the latest first. */
@ApplicationScoped
class DecisionRows {
  private static final String COLUMNS =
      "SELECT event_id, account, conversation, sender, outcome, reason, rule, told, at FROM decision ";

  private static final String OF_EVENT =
      COLUMNS
          + "WHERE event_id = $1 AND (at, event_id) < ($2, $3) ORDER BY at DESC, event_id DESC LIMIT $4";

  private static final String OF_CONVERSATION =
      COLUMNS
          + "WHERE conversation = $1 AND (at, event_id) < ($2, $3) ORDER BY at DESC, event_id DESC LIMIT $4";

  private final Pool pool;

  DecisionRows(Pool pool) {
    this.pool = pool;
  }

  Uni<List<DecisionView>> ofEvent(String event, Position before, int many) {
    return ask(OF_EVENT, event, before, many);
  }

  Uni<List<DecisionView>> ofConversation(String key, Position before, int many) {
    return ask(OF_CONVERSATION, key, before, many);
  }

  private Uni<List<DecisionView>> ask(String sql, String of, Position before, int many) {
    return pool.preparedQuery(sql)
        .execute(Tuple.of(of, before.at().atOffset(ZoneOffset.UTC), before.event(), many))
        .map(rows -> rows.stream().map(DecisionRows::view).toList());
  }

  private static DecisionView view(Row row) {
    return new DecisionView(
        row.getString("event_id"),
        row.getString("account"),
        Optional.ofNullable(row.getString("conversation")),
        Optional.ofNullable(row.getString("sender")),
        row.getString("outcome"),
        row.getString("reason"),
        Optional.ofNullable(row.getString("rule")),
        DecisionView.explanation(row.getString("outcome")),
        row.getBoolean("told"),
        row.getOffsetDateTime("at").toInstant());
  }
}
