package dev.milena.router.erasure;

import dev.milena.bus.Erased;
import dev.milena.bus.KeyedHash;
import dev.milena.router.changes.Changes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whom to pass over, exactly: a batch holds off erasures until it is committed, and an erasure
 * waits for the batches under way. So nothing is written about somebody behind the erasure's back.
 */
@ApplicationScoped
public class ErasedList {
  /** Any number that nobody else locks. */
  private static final long LOCK = 0x6d696c656e61L;

  private static final String HOLD_OFF = "SELECT pg_advisory_xact_lock_shared(" + LOCK + ")";
  private static final String HOLD_ALL = "SELECT pg_advisory_xact_lock(" + LOCK + ")";
  private static final String VERSION = "SELECT version FROM change WHERE what = 'erased'";
  private static final String READ = "SELECT name, at FROM erased";

  private final KeyedHash hash;
  private final Changes changes;
  private final AtomicReference<Known> known = new AtomicReference<>();

  private record Known(long version, Erased erased) {}

  ErasedList(KeyedHash hash, Changes changes) {
    this.hash = hash;
    this.changes = changes;
  }

  /**
   * The list that a transaction is to obey; it stays right until the transaction ends. Both
   * statements travel together. What others remember of people and links is forgotten first, if
   * somebody was erased since.
   */
  public Uni<Erased> obeyedBy(SqlConnection transaction) {
    return Uni.combine()
        .all()
        .unis(
            transaction.query(HOLD_OFF).execute(),
            transaction.query(VERSION).execute().map(rows -> rows.iterator().next().getLong(0)))
        .asTuple()
        .chain(both -> asOf(transaction, both.getItem2()));
  }

  private Uni<Erased> asOf(SqlConnection transaction, long version) {
    Known now = known.get();
    return now != null && now.version() == version
        ? Uni.createFrom().item(now.erased())
        : transaction
            .query(READ)
            .execute()
            .map(this::read)
            .call(changes::look)
            .invoke(erased -> known.set(new Known(version, erased)));
  }

  private Erased read(RowSet<io.vertx.mutiny.sqlclient.Row> rows) {
    Map<String, Instant> until = new HashMap<>();
    rows.forEach(row -> until.put(row.getString("name"), row.getOffsetDateTime("at").toInstant()));
    return new Erased(hash, until);
  }

  /** Waits for all batches under way, and holds off others until the transaction ends. */
  static Uni<Void> holdAll(SqlConnection transaction) {
    return transaction.query(HOLD_ALL).execute().replaceWithVoid();
  }
}
